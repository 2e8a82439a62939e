/** Loads the unit tests that the command line names, each by `require`, so that ts-node and not Node.js itself compiles it. */
'use strict';

const { globSync } = require('node:fs');
const { resolve } = require('node:path');
const { test } = require('node:test');

const ROOMS = ['aws', 'bench', 'cli', 'drill', 'evidence', 'experiments', 'infra', 'measure', 'plan', 'reports', 'standin', 'steps', 'test', 'time'];

const named = process.argv.slice(2).map((path) => path.replace(/\/$/, ''));
const files = globSync(ROOMS.map((room) => `${room}/**/*.test.ts`))
  .sort()
  .filter((file) => named.length === 0 || named.some((path) => file === path || file.startsWith(`${path}/`)));

for (const file of files) {
  try {
    require(resolve(file));
  } catch (error) {
    test(`${file} can be loaded`, () => {
      throw error;
    });
  }
}
if (files.length === 0) {
  test('there is a unit test', () => {
    throw new Error(`no unit test lies under "${named.join('", "')}"; name a folder such as standin/s3, or a .test.ts file`);
  });
}
