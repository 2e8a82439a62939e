/** Runs tests in one process: all that stand beside the code, or those in the folders and files named; `histories` stands for those that take minutes. */
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

const SILENCE_MILLISECONDS = 300_000;

const results = run({ files: [join(__dirname, 'load-tests.js')], isolation: 'none' });
const stuck = setTimeout(failForWhatIsLeft, SILENCE_MILLISECONDS);
for (const event of ['test:start', 'test:pass', 'test:fail'] as const) results.on(event, () => stuck.refresh());
stuck.unref();

results.on('test:summary', ({ file, counts }) => {
  if (file) return;
  const skipped = counts.skipped + counts.todo;
  const failed = counts.tests - counts.passed - skipped;
  process.exitCode = failed > 0 || counts.passed === 0 ? 1 : 0;
  process.once('exit', () => console.log(`${counts.passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`));
});
results.pipe(new spec()).pipe(process.stdout);

/** A test that hangs, or leaves a server or a timer behind, would hold the run up for ever. */
function failForWhatIsLeft(): void {
  const seconds = SILENCE_MILLISECONDS / 1_000;
  console.error(`no test began or ended for ${seconds} s, and something still runs: ${process.getActiveResourcesInfo().join(', ')}`);
  process.exit(1);
}
