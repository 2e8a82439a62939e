/** How long things take: as AWS says where it says so, and assumed, in so many words, where it does not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Duration } from '../time/duration';
import { Chance } from './chance';
import { draw, timings, type TimingName } from './timings';

test('every duration is drawn from its bounds, and says where they come from', () => {
  const chance = new Chance('timings');
  for (const [name, { least, most, source }] of Object.entries(timings)) {
    for (let n = 0; n < 50; n++) {
      const drawn = draw(chance, name as TimingName, n);
      assert.ok(drawn.compare(least) >= 0 && drawn.compare(most) <= 0, `${name}: ${drawn}`);
    }
    assert.match(source, /https:\/\/docs\.aws\.amazon\.com|assumed|AWS|public/, name);
  }
});

test('what AWS or a measurement says of databases is kept to', () => {
  const { 'rds.failover': failover, 'rds.copy-snapshot-to-another-region': copy, 'rds.reboot': reboot, 'rds.promote-replica': promotion, 'rds.snapshot': snapshot } = timings;
  assert.deepEqual([failover.least, failover.most], [Duration.seconds(60), Duration.seconds(120)]);
  const measured = Duration.minutes(7).plus(Duration.seconds(6));
  assert.ok(copy.least.compare(measured) < 0 && copy.most.compare(measured) > 0);
  assert.deepEqual([reboot.least, reboot.most], [Duration.seconds(15), Duration.seconds(30)]);
  assert.deepEqual([promotion.least, promotion.most], [Duration.minutes(3), Duration.minutes(6)]);
  assert.deepEqual(snapshot.least, Duration.minutes(2));
});

test('creations and restores of databases take minutes, and say that this is assumed', () => {
  const bounds: [TimingName, number, number][] = [['rds.create', 4, 8], ['rds.restore-from-snapshot', 6, 12], ['rds.restore-to-point-in-time', 8, 15]];
  for (const [name, least, most] of bounds) {
    assert.deepEqual([timings[name].least, timings[name].most], [Duration.minutes(least), Duration.minutes(most)]);
    assert.match(timings[name].source, /^assumed/);
  }
});
