/** The command says which Node.js it needs before it does anything else. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemWith } from './node-version';

test('a Node.js older than 22.12 is refused, with the version found and what to do', () => {
  for (const old of ['0.10.48', '8.17.0', '20.20.2', '22.11.0']) {
    const problem = problemWith(old);
    assert.match(problem ?? '', new RegExp(`this is Node.js ${old.replaceAll('.', '\\.')}, and Muster needs 22\\.12 or newer`));
    assert.match(problem ?? '', /Install a newer Node\.js/);
  }
});

test('22.12 and everything after it is accepted', () => {
  for (const recent of ['22.12.0', '22.20.1', '24.0.0', '30.1.2']) assert.equal(problemWith(recent), undefined);
});
