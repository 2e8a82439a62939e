/** What counts as a change of what a server holds, and what does not. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Stillness } from './stillness';

let logEnd: number;
let stillness: Stillness;

beforeEach(async () => {
  logEnd = 100;
  stillness = new Stillness(() => Promise.resolve(logEnd));
  await stillness.during(() => Promise.resolve());
});

const log = (bytes: number) => async (): Promise<void> => void (logEnd += bytes);

test('a server of which nothing was made yet is not known to be still', async () => {
  assert.equal(await new Stillness(() => Promise.resolve(0)).lasts(), false);
});

test('a server is still until something is logged, or could have been', async () => {
  assert.equal(await stillness.lasts(), true);
  await log(1)();
  assert.equal(await stillness.lasts(), false);
  logEnd = 100;
  assert.equal(await stillness.lasts(), true);
  stillness.disturb();
  assert.equal(await stillness.lasts(), false);
});

test('what is logged for bookkeeping leaves a server still, and does not make it so', async () => {
  await stillness.across(log(50));
  assert.equal(await stillness.lasts(), true);
  await log(1)();
  await stillness.across(log(50));
  assert.equal(await stillness.lasts(), false);
});

test('whoever comes in the middle of bookkeeping, or of what is made, is noticed', async () => {
  await stillness.across(async () => {
    stillness.disturb();
    await log(50)();
  });
  assert.equal(await stillness.lasts(), false);
  await stillness.during(async () => stillness.disturb());
  assert.equal(await stillness.lasts(), false);
});
