/** Everything that is written for a run, and that it is the same each time. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Refused } from '../measure/endings';
import { withSampleFolder } from './sample/run-folder';
import { everyStory, promiseKept } from './sample/stories';
import { writeReport } from './write';

function everyFile(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(files.map(({ parentPath, name }) => [join(parentPath, name).slice(folder.length), readFileSync(join(parentPath, name), 'utf8')]));
}

test('everything that a report consists of is written into the folder of the run', async () => {
  await withSampleFolder(everyStory, async (folder) => {
    await writeReport(folder);
    const written = [...everyFile(folder).keys()];
    for (const name of ['/index.html', '/drill.json', '/junit.xml', '/messages.ndjson', '/allure-results/categories.json', '/allure-results/environment.properties']) assert.ok(written.includes(name), name);
    assert.equal(written.filter((name) => name.endsWith('-result.json')).length, everyStory.length);
  });
});

test('the same folder gives the same bytes, written once or again, here or elsewhere', async () => {
  const once = await withSampleFolder(everyStory, async (folder) => {
    await writeReport(folder);
    const first = everyFile(folder);
    await writeReport(folder);
    assert.deepEqual(everyFile(folder), first);
    return first;
  });
  assert.deepEqual(await withSampleFolder(everyStory, async (folder) => writeReport(folder).then(() => everyFile(folder))), once);
});

test('nothing written tells where it was written', async () => {
  await withSampleFolder(everyStory, async (folder) => {
    await writeReport(folder);
    for (const [name, text] of everyFile(folder)) assert.ok(!text.includes(folder), name);
  });
});

test('a run without messages is reported from its ledgers', async () => {
  await withSampleFolder([promiseKept], async (folder) => {
    writeFileSync(join(folder, 'messages.raw.ndjson'), '');
    const { model } = await writeReport(folder);
    assert.equal(model.verdict, 'met');
    const result = [...everyFile(folder)].find(([name]) => name.endsWith('-result.json'))?.[1] ?? '';
    assert.match(result, /"name": "steady state"/);
  });
});

test('a ledger that is not there, or not to be read, is refused by its name', async () => {
  await withSampleFolder([promiseKept], async (folder) => {
    writeFileSync(join(folder, 'drills', promiseKept.drill, 'ledger.jsonl'), 'no entry\n');
    await assert.rejects(writeReport(folder), (error) => error instanceof Refused && /ledger\.jsonl, line 1/.test(error.message));
  });
});
