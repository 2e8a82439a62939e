/** `muster report`: the pages of a stored run, written again from its ledgers. */
import { locateRun, newestRun } from '../evidence/run';
import { buildAllureSite } from '../reports/allure-site';
import { writeReport } from '../reports/write';
import { exitCodes } from './exit-codes';

export interface ReportOptions {
  out: string;
  allure: boolean;
}

/** Of the newest run where none is named. */
export async function reportRun(run: string | undefined, { out, allure }: ReportOptions): Promise<number> {
  const folder = locateRun(run ?? newestRun(out), out);
  const { page } = await writeReport(folder);
  console.log(allure ? (await buildAllureSite(folder)).says : page);
  return exitCodes.met;
}
