/** How measures are put into words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { modelOfDrill } from '../model-of-drill';
import { databaseDrill } from '../sample/database-drill';
import { neverLanded, promiseBroken, promiseKept } from '../sample/stories';
import { sayMeasure, unbroken } from './say';
import { sayDrill } from './say-drill';

const measure = (notBeforeSeconds: number | null, notAfterSeconds: number | null): string =>
  sayMeasure({ objectiveSeconds: 60, notBeforeSeconds, notAfterSeconds, verdict: 'unproven', reason: '', detail: {} });

test('an interval is said as what is known of it', () => {
  assert.equal(measure(null, null), 'not measured');
  assert.equal(measure(90, null), 'at least 1 min 30 s');
  assert.equal(measure(0, 10), 'at most 10 s');
  assert.equal(measure(90, 100), '1 min 30 s to 1 min 40 s');
  assert.equal(measure(90.1, 90.4), '1 min 30 s');
  assert.equal(measure(0, 0), '0 s');
});

test('a drill is said in one sentence, and one that broke off by its reason', () => {
  const told = (story: typeof promiseKept): string => sayDrill(modelOfDrill(story.drill, databaseDrill(story)));
  assert.equal(told(promiseKept), 'Back 14 min 26 s to 14 min 36 s after the fault, of 30 min allowed; data lost: 2 s to 12 s, of 5 min allowed.');
  assert.match(told(promiseBroken), /of 5 min allowed\. 1 write came back damaged\.$/);
  assert.equal(told(neverLanded), neverLanded.breaksOff?.reason);
});

test('no line ends within a duration, and other numbers are left alone', () => {
  assert.equal(unbroken('26 min 47 s to 1 h 2 min, 162 of 331, 3 secrets'), '26\u00a0min\u00a047\u00a0s to 1\u00a0h\u00a02\u00a0min, 162 of 331, 3 secrets');
});
