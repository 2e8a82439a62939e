/** Before a scenario: open its drill. After it: undo, judge, seal, close, whatever happened. */
import { After, AfterStep, Before, BeforeStep, type ITestCaseHookParameter, setDefaultTimeout, Status } from '@cucumber/cucumber';
import { finishDrill } from '../../drill/run/finish';
import { guardDrill, type OpenDrill, openDrill } from '../../drill/run/open-drill';
import { experimentUndo } from '../../experiments/catalogue';
import { provisionUndo } from '../../infra/provision';
import { Compromised } from '../../measure/endings';
import { readRunbook } from './read-runbook';
import { watchFor } from './signals';
import type { DrillWorld } from './world';

// Every wait has its deadline on the drill's clock. Cucumber's own time-out would let the step run on behind its back.
setDefaultTimeout(-1);

const undoActions = { ...provisionUndo, ...experimentUndo };
const open = new WeakMap<DrillWorld, OpenDrill>();

/** Drill instants of each step, for the report: the runner's own are of the wall clock. */
const instantMediaType = 'application/vnd.muster.instant+json';

Before(async function (this: DrillWorld, { pickle, gherkinDocument }: ITestCaseHookParameter) {
  const runbook = readRunbook(pickle, gherkinDocument);
  const { signal, report } = watchFor(this.run.folder);
  const progress = report(runbook.drill);
  const opened = await openDrill(this.run, runbook, { undoActions, signal, progress });
  const { drill } = opened;
  open.set(this, opened);
  this.drill = drill;
  if (signal.aborted) {
    drill.endBecause(signal.reason);
    return Status.SKIPPED.toLowerCase();
  }
  await guardDrill(drill, runbook);
  return undefined;
});

BeforeStep(function (this: DrillWorld) {
  attachInstant(this, 'started');
});

AfterStep(function (this: DrillWorld) {
  attachInstant(this, 'finished');
});

After(async function (this: DrillWorld, { result, error }: ITestCaseHookParameter) {
  const opened = open.get(this);
  if (!opened) return;
  if (error !== undefined) this.drill.endBecause(error);
  else if (result && incomplete.has(result.status)) {
    this.drill.endBecause(new Compromised(`The runbook could not be performed: a step is ${result.status.toLowerCase()}.`));
  }
  try {
    await finishDrill(opened);
  } finally {
    await opened.close();
  }
});

const incomplete = new Set<string>([Status.UNDEFINED, Status.AMBIGUOUS, Status.PENDING]);

function attachInstant(world: DrillWorld, edge: 'started' | 'finished'): void {
  const at = world.drill.clock.now().toString();
  world.attach(JSON.stringify({ edge, at }), { mediaType: instantMediaType });
}
