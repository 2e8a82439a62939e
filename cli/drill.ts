/** `muster drill`: reads plan and book, performs them, closes the run, says how it went. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCucumber } from '@cucumber/cucumber/api';
import { closeRun } from '../drill/run/close-run';
import { RunChannel } from '../drill/run/run-channel';
import { Refused } from '../measure/endings';
import { readPlan } from '../plan/read';
import { writeReport } from '../reports/write';
import type { Instant } from '../time/instant';
import { WallClock } from '../time/wall-clock';
import { readBook, quiet } from './book';
import { exitCodeOf, exitCodes } from './exit-codes';
import { ownOrShipped, version } from './package-root';
import { summary } from './summary';
import { openTimeline } from './timeline';

export interface DrillOptions {
  paths: readonly string[];
  tags: string;
  seed: number;
  plan?: string;
  out: string;
  json: boolean;
  parallel: number;
  endpoint?: string;
}

const clock = new WallClock();

/** Answers with the exit code. Throws Refused when nothing was done. */
export async function drill(options: DrillOptions): Promise<number> {
  if (options.endpoint && options.parallel > 1) {
    throw new Refused('--endpoint and --parallel do not go together: each drill needs a world of its own, and a stand-in elsewhere has one. Leave one of them out.');
  }
  const planFile = options.plan ?? ownOrShipped(join('infra', 'plan.yaml'));
  const book = await readBook(options, readPlan(planFile));
  const started = clock.now();
  const folder = join(options.out, runId(started, options.seed));
  makeFolder(folder);

  const channel = new RunChannel(folder);
  // Before the first word is printed: whoever reads it may answer with Ctrl-C.
  const interruption = onInterrupt(() => channel.stop('Stopped by Ctrl-C or a request to end.'));
  const timeline = openTimeline(channel, { scenarios: book.scenarios, quiet: options.json });
  const failures: string[] = [];
  try {
    const run = { folder, seed: options.seed, plan: planFile, endpoint: options.endpoint, managed: true, muster: version() };
    const runtime = { ...book.options.runtime, parallel: options.parallel > 1 ? options.parallel : 0, retry: 0, worldParameters: { run: withoutUndefined(run) } };
    const formats = { stdout: 'progress', files: { [join(folder, 'messages.raw.ndjson')]: 'message' }, publish: false as const, options: {} };
    await runCucumber({ ...book.options, runtime, formats }, quiet(), ({ testStepFinished }) => {
      const said = testStepFinished?.testStepResult.exception?.message;
      if (said) failures.push(said);
    });
  } finally {
    timeline.close();
    channel.close();
  }

  const drills = closeRun({ folder, seed: options.seed, started, finished: clock.now(), muster: version() });
  if (drills.length === 0) {
    rmSync(folder, { recursive: true, force: true });
    throw new Refused(failures[0] ?? 'No drill began, and none said why. Nothing was touched.');
  }
  const { page, drillJson } = await writeReport(folder);
  if (options.json) process.stdout.write(readFileSync(drillJson, 'utf8'));
  else console.log(summary(drills, page));
  interruption.forget();
  return interruption.asked() ? exitCodes.interrupted : exitCodeOf(drills);
}

/** `20261124T093000Z-seed7-1a2b3c`: sorts by date, and two at once differ. */
function runId(started: Instant, seed: number): string {
  const date = started.toString().replace(/[-:]|\.\d+/g, '');
  return `${date}-seed${seed}-${randomBytes(3).toString('hex')}`;
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Refused(`The run's folder ${folder} cannot be made (${why}). Give another place with --out. Nothing was touched.`, { cause });
  }
}

/** The second request ends the process at once; what it kept is then ended by the keeper's watchdog. */
function onInterrupt(stop: () => void): { asked: () => boolean; forget: () => void } {
  let asked = false;
  const listener = (): void => {
    if (asked) process.exit(130);
    asked = true;
    stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, listener);
  return {
    asked: () => asked,
    forget: () => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, listener);
    },
  };
}

/** World parameters are JSON, which has no undefined. */
function withoutUndefined(run: Record<string, string | number | boolean | undefined>): Record<string, string | number | boolean> {
  return Object.fromEntries(Object.entries(run).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])));
}
