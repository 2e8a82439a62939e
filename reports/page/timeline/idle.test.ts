/** Weeks in which a drill only waited are drawn short; what was measured never is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Duration } from '../../../time/duration';
import { modelOfDrill } from '../../model-of-drill';
import type { ReportedDrill } from '../../model';
import { databaseDrill } from '../../sample/database-drill';
import { archiveDrill, lockDrill, type ProtectionDrill, replicationDrill } from '../../sample/protection-drills';
import { everyStory, promiseKept } from '../../sample/stories';
import { axisOf, placeOn, ticksOf } from './axis';
import { timelinePicture } from './draw';
import { lengthOf } from './idle';

const told = ({ id, entries }: ProtectionDrill): ReportedDrill => modelOfDrill(id, entries);
const glacier = told(archiveDrill());
const at = (mark: string): ReportedDrill['marks'][number] => glacier.marks.find((one) => one.mark === mark) ?? assert.fail(mark);

test('six weeks between the damage and its discovery are one short stretch', () => {
  const axis = axisOf(glacier);
  assert.deepEqual(axis.breaks.map((one) => lengthOf(one).inWords()), ['42 d 48 s']);
  const share = placeOn(axis, at('detected').notAfter) - placeOn(axis, at('fault').notAfter);
  assert.ok(share > 0.05 && share < 0.12, String(share));
});

test('what was promised is drawn to scale, beside its objective', () => {
  const axis = axisOf(glacier);
  const [asked, readable] = [at('restore-requested').notBefore, at('hydrated').notAfter];
  const hours = (placeOn(axis, readable) - placeOn(axis, asked)) / 5;
  const promised = placeOn(axis, asked.plus(Duration.hours(6)));
  assert.ok(hours > 0.1, 'most of the picture');
  assert.ok(promised < 1 && Math.abs(promised - placeOn(axis, readable) - hours) < 1e-9, 'the sixth hour is as long as the others');
});

test('a long retrieval is not idle, however little happens in it', () => {
  const { entries } = archiveDrill(24 * 60);
  const axis = axisOf(modelOfDrill('glacier-1', entries));
  assert.ok(axis.breaks.every((one) => !one.to.isAfter(at('detected').notAfter)));
});

test('a recovery is drawn to scale, even one of weeks; waiting after it is not', () => {
  const kept = modelOfDrill(promiseKept.drill, databaseDrill(promiseKept));
  const weeks = { ...kept, ended: kept.ended.plus(Duration.days(30)) };
  assert.deepEqual(axisOf({ ...weeks, rto: kept.rto && { ...kept.rto, notAfterSeconds: null } }).breaks, []);
  const [waiting] = axisOf(weeks).breaks;
  const objective = kept.marks.find(({ mark }) => mark === 'fault')?.notBefore.plus(Duration.minutes(30));
  assert.equal(waiting?.from.toString(), objective?.toString());
});

test('no drill of hours is shortened', () => {
  for (const drill of [told(lockDrill()), told(replicationDrill()), ...everyStory.map((story) => modelOfDrill(story.drill, databaseDrill(story)))]) assert.deepEqual(axisOf(drill).breaks, [], drill.id);
});

test('later is never further left, and no tick lies within a shortened stretch', () => {
  const axis = axisOf(glacier);
  const span = axis.to.since(axis.from);
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, (a, b) => {
      const [early, late] = [axis.from.plus(span.times(Math.min(a, b))), axis.from.plus(span.times(Math.max(a, b)))];
      return placeOn(axis, early) <= placeOn(axis, late) + 1e-12;
    }),
  );
  assert.deepEqual([placeOn(axis, axis.from), Math.round(placeOn(axis, axis.to) * 1e9) / 1e9], [0, 1]);
  const ticks = ticksOf(axis, 11);
  assert.ok(ticks.length >= 5 && ticks.length <= 13);
  assert.ok(ticks.every((tick) => !axis.breaks.some((one) => tick.isAfter(one.from) && tick.isBefore(one.to))));
});

test('the picture labels the stretch, dots what crosses it, and says so in words', () => {
  const { text } = timelinePicture(glacier, 'modelled');
  assert.equal(text.match(/<rect class="break"/g)?.length, 2, 'once in each size');
  assert.match(text, />42 d 48 s shortened<\/text>/);
  assert.match(text, /<text class="name"[^>]*>detect<\/text><line class="idle"/);
  assert.match(text, /<desc[^>]*>[^<]*Retrieval from the archive: 4 h 54 min 59 s to 5 h, objective 6 h\. The shaded stretch is shortened: for 42 d 48 s the drill only waited\./);
  assert.match(text, /<figcaption>.*The shaded stretch is shortened: for 42\u00a0d\u00a048\u00a0s the drill only waited\.<\/figcaption>/);
  assert.match(text, /<text class="name"[^>]*>time to retrieve<\/text><rect class="measure met"/);
  assert.doesNotMatch(text, /NaN|Infinity|undefined/);
});

test('only a picture with objectives explains their ticks, and only a shortened one its band', () => {
  const { text } = timelinePicture(told(lockDrill()), 'modelled');
  assert.doesNotMatch(text, /Upright ticks|shaded|class="break"/);
  assert.match(timelinePicture(told(replicationDrill()), 'modelled').text, /Upright ticks/);
});
