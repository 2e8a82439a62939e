/** One process of a test run: runs the files that it is dealt, and tells the process that deals them how each went. */
import { join } from 'node:path';
import { type EventData, run } from 'node:test';
import { spec } from 'node:test/reporters';

/** What a part says to the process that started it. */
export type Message = { ready: true } | FileReport | { failures: string };

export interface FileReport {
  passed: number;
  failed: number;
  skipped: number;
  /** For a person to read. */
  text: string;
}

type Ended = EventData.TestPass | EventData.TestFail;

const SILENCE_MILLISECONDS = 300_000;

const reporter = new spec();
const results = run({ files: [join(__dirname, 'load-tests.js')], isolation: 'none' });
const stuck = setTimeout(failForWhatIsLeft, SILENCE_MILLISECONDS);
stuck.unref();
let report = nothingYet();

results.on('test:start', (data) => show('test:start', data));
results.on('test:diagnostic', (data) => show('test:diagnostic', data));
results.on('test:pass', (data) => {
  show('test:pass', data);
  if (data.details.type !== 'suite' && data.nesting > 0) report[isSkipped(data) ? 'skipped' : 'passed'] += 1;
  sendAfterFile(data);
});
results.on('test:fail', (data) => {
  show('test:fail', data);
  if (isSkipped(data)) report.skipped += 1;
  else if (!isOfItsTests(data)) report.failed += 1;
  sendAfterFile(data);
});
results.on('end', () => {
  // The reporter ends with all that failed, once more.
  reporter.once('end', () => send({ failures: report.text }));
  reporter.on('data', (text: string) => (report.text += text));
  reporter.end();
});
results.resume();

/** Files are suites in one test, which is nobody's business: what they hold is shown as if they stood alone. */
function show(type: string, data: { nesting: number }): void {
  stuck.refresh();
  if (data.nesting === 0) return;
  reporter.write({ type, data: { ...data, nesting: data.nesting - 1 } });
  report.text += (reporter.read() as Buffer | string | null)?.toString() ?? '';
}

function sendAfterFile({ nesting }: Ended): void {
  if (nesting > 1 || (nesting === 0 && report.failed === 0)) return;
  send(report);
  report = nothingYet();
}

function isSkipped({ skip, todo }: Ended): boolean {
  return (skip ?? false) !== false || (todo ?? false) !== false;
}

/** Whether it failed only because something in it did, which was counted by itself. */
function isOfItsTests({ details }: EventData.TestFail): boolean {
  return 'failureType' in details.error && details.error.failureType === 'subtestsFailed';
}

function nothingYet(): FileReport {
  return { passed: 0, failed: 0, skipped: 0, text: '' };
}

function send(message: Message): void {
  process.send?.(message);
}

/** A test that hangs, or leaves a server or a timer behind, would hold the run up for ever. */
function failForWhatIsLeft(): void {
  const seconds = SILENCE_MILLISECONDS / 1_000;
  console.error(`no test began or ended for ${seconds} s, and something still runs: ${process.getActiveResourcesInfo().join(', ')}`);
  process.exit(1);
}
