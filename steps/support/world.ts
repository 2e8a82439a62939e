/** What a scenario holds: its drill, and nothing else. */
import { setWorldConstructor, World } from '@cucumber/cucumber';
import type { Drill } from '../../drill/drill';
import type { RunSettings } from '../../drill/run/open-drill';
import type { Plan } from '../../plan/plan';

/** What the runner says of the run, in Cucumber's world parameters. */
export interface RunParameters extends RunSettings {
  /** True when the `muster` command closes the run; plain `cucumber-js` leaves that to the hooks. */
  managed?: boolean;
  /** Version of Muster, for the run's provenance. */
  muster: string;
}

export class DrillWorld extends World<{ run: RunParameters }> {
  #drill: Drill | undefined;

  get run(): RunParameters {
    return this.parameters.run;
  }

  /** The scenario's drill. Steps run only after it was opened. */
  get drill(): Drill {
    if (!this.#drill) throw new Error('the drill is not open');
    return this.#drill;
  }

  set drill(drill: Drill) {
    this.#drill = drill;
  }

  /** What names in the runbook are looked up in. */
  get plan(): Plan {
    return this.drill.plan;
  }
}

setWorldConstructor(DrillWorld);
