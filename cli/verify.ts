/** `muster verify`: whether a run is what was sealed. Needs the folder, and no network. */
import { locateRun } from '../evidence/run';
import { verifyRun } from '../evidence/verify';
import { exitCodes } from './exit-codes';

export function verify(run: string, { out }: { out: string }): number {
  const folder = locateRun(run, out);
  const { ok, head, drills, problems } = verifyRun(folder);
  if (ok) {
    const entries = drills.reduce((sum, drill) => sum + drill.entries, 0);
    console.log(`${folder}: intact, signer unknown. ${drills.length} ledgers, ${entries} entries, head ${head}.`);
    return exitCodes.met;
  }
  for (const { file, entry, what } of problems) console.error(`${file}${entry === null ? '' : `, entry ${entry}`}: ${what}`);
  console.error(`${folder}: not what was sealed. Nothing that follows from it can be relied on; bring back the original.`);
  return exitCodes.missed;
}
