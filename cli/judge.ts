/** `muster judge`: the verdict of a stored run, worked out again from its ledgers alone. */
import { join } from 'node:path';
import { rejudge } from '../drill/judge';
import { readLedger } from '../evidence/read';
import { drillFolder, locateRun, readRun } from '../evidence/run';
import { sideFileReader } from '../evidence/witness-file';
import { type DrillEnd, exitCodeOf, exitCodes } from './exit-codes';

export function judgeRun(run: string, { out }: { out: string }): number {
  const folder = locateRun(run, out);
  const ends: DrillEnd[] = [];
  let same = true;
  for (const drill of readRun(folder).drills) {
    const entries = readLedger(join(drillFolder(folder, drill), 'ledger.jsonl'));
    const again = rejudge(entries, sideFileReader(drillFolder(folder, drill)));
    const seal = entries.find((entry) => entry.kind === 'seal');
    console.log(`${drill}: ${again.judgement.verdict}`);
    for (const { about, verdict, reason } of again.judgement.verdicts) console.log(`  ${about}: ${verdict}. ${reason}`);
    for (const difference of again.differences) console.error(`${drill}: ${difference}`);
    same &&= again.same;
    ends.push({ outcome: seal?.outcome ?? 'aborted', verdict: again.judgement.verdict });
  }
  if (same) {
    console.log('The ledgers hold the same verdicts.');
    return exitCodeOf(ends);
  }
  console.error('The ledgers hold other verdicts than follow from them. `muster verify` says whether they were edited.');
  return exitCodes.notPerformed;
}
