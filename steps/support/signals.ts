/** The wish to stop: from the command, or from Ctrl-C where no command is there to take it. */
import { AfterAll, BeforeAll, HookTarget } from '@cucumber/cucumber';
import type { Progress } from '../../drill/run/progress';
import { closeRun } from '../../drill/run/close-run';
import { RunChannel } from '../../drill/run/run-channel';
import { Aborted } from '../../measure/endings';
import { WallClock } from '../../time/wall-clock';
import type { RunParameters } from './world';

interface Watch {
  /** Fires when the run is to stop. */
  signal: AbortSignal;
  report: (drill: string) => (event: Progress) => void;
}

let watch: (Watch & { channel: RunChannel }) | undefined;

/** What a drill of this run listens to and reports on; the same for all drills of a thread. */
export function watchFor(runFolder: string): Watch {
  watch ??= open(runFolder);
  return watch;
}

function open(runFolder: string): Watch & { channel: RunChannel } {
  const channel = new RunChannel(runFolder);
  const stop = new AbortController();
  channel.onStop((reason) => stop.abort(new Aborted(reason)));
  return { channel, signal: stop.signal, report: (drill) => (event) => channel.report({ drill, event }) };
}

const clock = new WallClock();
let started = clock.now();

BeforeAll({ on: HookTarget.COORDINATOR }, function (this: { parameters: { run?: RunParameters } }) {
  const { run } = this.parameters;
  if (!run || run.managed) return;
  started = clock.now();
  const channel = new RunChannel(run.folder);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => channel.stop(`Stopped by ${signal}.`));
  }
});

AfterAll(function () {
  watch?.channel.close();
  watch = undefined;
});

AfterAll({ on: HookTarget.COORDINATOR }, function (this: { parameters: { run?: RunParameters } }) {
  const { run } = this.parameters;
  if (run && !run.managed) closeRun({ ...run, started, finished: clock.now(), muster: run.muster });
});
