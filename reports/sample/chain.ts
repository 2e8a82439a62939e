/** Ledgers for tests of the reports: entries chained as real ones are, at instants said in seconds after a constant start. */
import { chainStart, link } from '../../evidence/chain';
import type { Entry, EntryBody } from '../../evidence/entry';
import { Duration } from '../../time/duration';
import { Instant } from '../../time/instant';

const start = Instant.parse('2026-01-05T09:00:00Z');

/** The instant so many seconds after the sample drills' start, in ISO 8601. */
export function sampleInstant(seconds: number): string {
  return start.plus(Duration.seconds(seconds)).toString();
}

/** Chains what happened, each at its second. */
export function sampleLedger(happenings: readonly (readonly [seconds: number, body: EntryBody])[]): Entry[] {
  let previous = chainStart;
  return happenings.map(([seconds, body], seq) => {
    const entry = link(body, seq, sampleInstant(seconds), previous);
    previous = entry.hash;
    return entry;
  });
}
