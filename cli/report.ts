/** `muster report`: the pages of a stored run, written again from its ledgers. */
import { locateRun } from '../evidence/run';
import { writeReport } from '../reports/write';
import { exitCodes } from './exit-codes';

export async function reportRun(run: string, { out }: { out: string }): Promise<number> {
  const { page } = await writeReport(locateRun(run, out));
  console.log(page);
  return exitCodes.met;
}
