/** Writes the reports of a run into its folder. The room's face. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AllureFile, allureResults } from './allure/results';
import { drillJson } from './drill-json';
import { junitXml } from './junit';
import { messagesInDrillTime } from './messages/in-drill-time';
import type { ReportModel } from './model';
import { modelOfRun } from './model-of-run';
import { page } from './page/page';
import { readRunFolder } from './read-run';

/** Where the runner leaves cucumber's messages, in wall time. */
export const rawMessagesFileName = 'messages.raw.ndjson';

/** Paths of what was written, and what it says. */
export interface WrittenReport {
  page: string;
  drillJson: string;
  junit: string;
  messages: string;
  allureResults: string;
  model: ReportModel;
}

/**
 * Writes `index.html`, `drill.json`, `junit.xml`, `messages.ndjson` and `allure-results/` from the ledgers and messages in the folder.
 * The same folder gives the same bytes; nothing is judged. Throws Refused when the run or one of its ledgers cannot be read.
 */
export async function writeReport(runFolder: string): Promise<WrittenReport> {
  const model = modelOfRun(readRunFolder(runFolder));
  const raw = join(runFolder, rawMessagesFileName);
  const messages = messagesInDrillTime(existsSync(raw) ? readFileSync(raw, 'utf8') : '', model);
  const write = (name: string, text: string): string => {
    const path = join(runFolder, name);
    writeFileSync(path, text);
    return path;
  };
  return {
    page: write('index.html', page(model)),
    drillJson: write('drill.json', `${JSON.stringify(drillJson(model), null, 2)}\n`),
    junit: write('junit.xml', junitXml(model)),
    messages: write('messages.ndjson', messages),
    allureResults: writeAllureResults(runFolder, allureResults(model, messages)),
    model,
  };
}

function writeAllureResults(runFolder: string, files: readonly AllureFile[]): string {
  const folder = join(runFolder, 'allure-results');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const file of files) {
    if ('text' in file) writeFileSync(join(folder, file.name), file.text);
    else copyFileSync(join(runFolder, file.copyOf), join(folder, file.name));
  }
  return folder;
}
