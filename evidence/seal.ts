/** The end of a ledger: what became of the drill, and how many entries there are, so that none can be cut off. */
import type { Outcome } from '../measure/endings';
import type { Ledger } from './ledger';

/** Seals the ledger, puts it on disk and closes it. `reason` says why a drill that is not finished ended. Answers with the head. Throws Refused. */
export function sealLedger(ledger: Ledger, outcome: Outcome, reason = ''): string {
  const { hash } = ledger.append({ kind: 'seal', outcome, reason, entries: ledger.length + 1 });
  ledger.close();
  return hash;
}
