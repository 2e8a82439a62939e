/** The stretch of time that a picture shows. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Duration } from '../../../time/duration';
import { Instant } from '../../../time/instant';
import { modelOfDrill } from '../../model-of-drill';
import { databaseDrill } from '../../sample/database-drill';
import { everyStory, promiseKept } from '../../sample/stories';
import { axisOf, placeOn, ticksOf } from './axis';

test('ticks are whole steps from the fault, few enough to be read, and within the axis', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_000, max: 40 * 86_400_000 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 2, max: 12 }), (span, share, most) => {
      const from = Instant.ofEpochMilliseconds(1_767_603_600_000);
      const axis = { from, to: from.plus(Duration.milliseconds(span)), zero: from.plus(Duration.milliseconds(span * share)), breaks: [] };
      const ticks = ticksOf(axis, most);
      assert.ok(ticks.length <= most + 1);
      assert.ok(ticks.every((tick) => !tick.isBefore(axis.from) && !tick.isAfter(axis.to)));
      assert.ok(ticks.every((tick) => tick.since(axis.zero).milliseconds % 1_000 === 0));
    }),
  );
});

test('the axis shows the fault, the objective, what was lost and the end', () => {
  for (const story of everyStory) {
    const drill = modelOfDrill(story.drill, databaseDrill(story));
    const axis = axisOf(drill);
    assert.ok(!axis.to.isBefore(drill.ended));
    const fault = drill.marks.find(({ mark }) => mark === 'fault')?.notBefore;
    if (fault) {
      const objective = placeOn(axis, fault.plus(Duration.seconds(1_800)));
      assert.ok(placeOn(axis, fault) > 0.1 && objective > placeOn(axis, fault) && objective < 1);
      assert.ok(placeOn(axis, fault.minus(Duration.seconds(drill.rpo?.notAfterSeconds ?? 0))) > 0);
    }
  }
});

test('hours of waiting before the fault do not crowd out the recovery', () => {
  const drill = modelOfDrill('long', databaseDrill(promiseKept));
  const long = { ...drill, began: drill.began.minus(Duration.hours(24)) };
  assert.equal(axisOf(long).from.toString(), axisOf(drill).from.toString());
});
