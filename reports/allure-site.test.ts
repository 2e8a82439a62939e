/** What becomes of the Allure site where there is nothing to make it with. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { buildAllureSite } from './allure-site';
import { withSampleFolder } from './sample/run-folder';
import { promiseKept } from './sample/stories';
import { writeReport } from './write';

test('without Java the results stand, no site is made, and one line says so', async () => {
  await withSampleFolder([promiseKept], async (folder) => {
    await writeReport(folder);
    const { folder: site, says } = await buildAllureSite(folder, 'no-such-java');
    assert.equal(site, null);
    assert.match(says, /^The Allure results are in .*; there is no Java here/);
    assert.ok(!says.includes('\n') && !existsSync(join(folder, 'allure-report')));
  });
});

test('without results there is nothing to make a site of', async () => {
  await withSampleFolder([promiseKept], async (folder) => {
    assert.match((await buildAllureSite(folder)).says, /no Allure results/);
  });
});
