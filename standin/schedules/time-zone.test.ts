/** What clocks on walls show, and when. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { Instant } from '../../time/instant';
import { instantOf, isTimeZone, wallTime } from './time-zone';

const at = (text: string): Instant => Instant.parse(`${text}Z`);

describe('the clock on the wall', () => {
  test('shows the zone’s own time, in summer and in winter', () => {
    assert.deepEqual(wallTime('Europe/Berlin', at('2026-01-05T09:00:00.250')), at('2026-01-05T10:00:00.250'));
    assert.deepEqual(wallTime('Europe/Berlin', at('2026-07-05T09:00:00')), at('2026-07-05T11:00:00'));
    assert.deepEqual(wallTime('Asia/Kathmandu', at('2026-07-05T20:00:00')), at('2026-07-06T01:45:00'));
  });

  test('shows an hour twice in autumn, of which the first is meant, and one never in spring', () => {
    assert.deepEqual(instantOf('America/New_York', at('2026-11-01T01:30:00')), at('2026-11-01T05:30:00'));
    assert.equal(instantOf('America/New_York', at('2026-03-08T02:30:00')), undefined);
  });

  test('is read back to the instant it was of, unless that was the second of two', () => {
    const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia'];
    const instants = fc.integer({ min: at('2020-01-01T00:00:00').epochMilliseconds, max: at('2035-01-01T00:00:00').epochMilliseconds });
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, milliseconds) => {
        const instant = Instant.ofEpochMilliseconds(milliseconds);
        const read = instantOf(zone, wallTime(zone, instant));
        assert.ok(read && !read.isAfter(instant) && wallTime(zone, read).compare(wallTime(zone, instant)) === 0);
      }),
    );
  });
});

test('zones are those that have names', () => {
  for (const name of ['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires']) assert.ok(isTimeZone(name), name);
  for (const name of ['', '+02:00', 'Europe/Atlantis', 'Berlin']) assert.ok(!isTimeZone(name), name);
});
