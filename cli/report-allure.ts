/** `npm run report:allure [-- RUN]`: an Allure site of a run, of the newest where none is named. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { locateRun, runFileName } from '../evidence/run';
import { Refused } from '../measure/endings';
import { buildAllureSite } from '../reports/allure-site';
import { writeReport } from '../reports/write';
import { exitCodes } from './exit-codes';

const out = join('reports', 'out');

/** Ids of runs begin with their date, so the last is the newest. Throws Refused when there is none. */
function newest(): string {
  const runs = existsSync(out) ? readdirSync(out).filter((run) => existsSync(join(out, run, runFileName))) : [];
  const run = runs.sort().at(-1);
  if (run === undefined) throw new Refused(`There are no runs in ${out} yet; \`npm run drill\` makes one.`);
  return run;
}

async function main(): Promise<void> {
  try {
    const folder = locateRun(process.argv[2] ?? newest(), out);
    await writeReport(folder);
    console.log((await buildAllureSite(folder)).says);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    console.error(`muster: ${error.message}`);
    process.exitCode = exitCodes.notPerformed;
  }
}

void main();
