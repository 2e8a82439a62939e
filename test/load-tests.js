/** Loads the test files that this process is dealt, one after the other, by `require`, so that ts-node and not Node.js itself compiles them. */
'use strict';

const { once } = require('node:events');
const { resolve } = require('node:path');
const { suite, test } = require('node:test');

/** Asks the process that deals them for the next file; undefined when there is none left. */
async function nextFile() {
  process.send({ ready: true });
  const [{ file }] = await once(process, 'message');
  return file;
}

test('every file that is dealt', async () => {
  for (let file = await nextFile(); file !== undefined; file = await nextFile()) await runFile(file);
});

/** A suite for each file, or the hooks at the top of one would run before and after the tests of all. */
function runFile(file) {
  return suite(file, () => {
    try {
      require(resolve(file));
    } catch (error) {
      test(`${file} can be loaded`, () => {
        throw error;
      });
    }
  });
}
