/** Loads the tests that the command line names, each by `require`, so that ts-node and not Node.js itself compiles it. */
'use strict';

const { globSync, statSync } = require('node:fs');
const { resolve } = require('node:path');
const { suite, test } = require('node:test');

const ROOMS = ['aws', 'bench', 'cli', 'drill', 'evidence', 'experiments', 'infra', 'measure', 'plan', 'reports', 'standin', 'steps', 'test/house', 'time'];

// Whole histories of real servers take minutes. They run when they are asked for, by this word, by their folder or by their name.
const HISTORIES = 'histories';
const history = /-history\.test\.ts$/;

const named = process.argv.slice(2);
const asked = named[0] === HISTORIES ? ROOMS.map((room) => `${room}/**/*-history.test.ts`) : named.map((path) => (isFile(path) ? path : `${path}/**/*.test.ts`));
const files = (asked.length > 0 ? globSync(asked) : globSync(ROOMS.map((room) => `${room}/**/*.test.ts`)).filter((file) => !history.test(file))).sort();

// A suite for each file, or the hooks at the top of one would run before and after the tests of all.
for (const file of files) {
  suite(file, () => {
    try {
      require(resolve(file));
    } catch (error) {
      test(`${file} can be loaded`, () => {
        throw error;
      });
    }
  });
}
if (files.length === 0) {
  test('there is a test', () => {
    throw new Error(`no test lies under "${named.join('", "')}"; name a folder such as standin/s3, or a file`);
  });
}

function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
