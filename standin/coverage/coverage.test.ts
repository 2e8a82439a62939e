/** The page of what is served says what is served. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { readConformance } from './conformance';
import { coveragePage } from './coverage';
import { currentPage, pageFile } from './page';

test('COVERAGE.md is as `npm run coverage` writes it', async () => {
  assert.equal(await readFile(pageFile, 'utf8'), await currentPage());
});

test('every test of a suite that does not pass is listed with its reason, once', () => {
  for (const { suite, areas } of readConformance()) {
    for (const { area, asked, passed, differences } of areas) {
      const tests = differences.flatMap((difference) => difference.tests);
      assert.equal(tests.length, asked - passed, `${suite}, ${area}`);
      assert.equal(new Set(tests).size, tests.length, `${suite}, ${area}`);
      assert.ok(differences.every(({ reason }) => reason.endsWith('.')), `${suite}, ${area}`);
    }
  }
});

test('a service that serves nothing is listed with how much it has', () => {
  assert.match(coveragePage({ ec2: { served: [], known: 823 }, sts: { served: ['A', 'B'], known: 12 } }, []), /\| ec2 \| 0 of 823 \| – \|\n\| sts \| 2 of 12 \| `A` `B` \|/);
});
