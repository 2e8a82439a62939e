/** Breaks something on purpose and does not believe it until the damage has been seen. */
import { Compromised } from '../../measure/endings';
import { Duration } from '../../time/duration';
import type { Drill } from '../drill';
import type { Seen } from '../../measure/seen';
import { pollUntilGood } from '../poll';

/** An experiment of the catalogue, bound to what it breaks. */
export interface BoundExperiment {
  name: string;
  does: string;
  /** Files its undo, then does the damage. */
  inject: () => Promise<void>;
  /** Looks whether the damage is there. */
  landed: () => Promise<Seen>;
  /** Within what time it has to be seen; `lookWithin` when not given. */
  lands?: Duration;
  /** Ends what goes on until it is ended. */
  end?: () => Promise<void>;
}

const lookEvery = Duration.seconds(5);
const lookWithin = Duration.minutes(5);

/** Injects the experiment and marks `fault`. Throws Compromised when the damage is not seen: then there was nothing to recover from. */
export async function damage(drill: Drill, name: string, experiment: BoundExperiment): Promise<void> {
  await drill.step('damage', async () => {
    const subject = drill.subject(name);
    subject.witnesses?.sync();
    drill.ledger.sync();
    const injected = drill.clock.now();
    await experiment.inject();
    const { notAfter } = await pollUntilGood(drill, {
      subject: `damage of ${experiment.name} to ${name}`,
      look: experiment.landed,
      every: lookEvery,
      within: experiment.lands ?? lookWithin,
      provesData: true,
      otherwise: (cause) =>
        new Compromised(
          `The experiment "${experiment.name}" reported success and the damage to "${name}" never landed. ` +
            `The drill says nothing about the plan; find out why the damage had no effect. (${cause.message})`,
          { cause },
        ),
    });
    drill.mark(subject, 'fault', { notBefore: injected, notAfter });
  });
}

/** Ends an experiment that goes on until it is ended, as whoever finds the cause would. Throws Compromised for one that has no end. */
export async function endExperiment(drill: Drill, name: string, experiment: BoundExperiment): Promise<void> {
  await drill.step('restore', async () => {
    drill.subject(name);
    if (!experiment.end) throw new Compromised(`The experiment "${experiment.name}" did its damage at once; there is nothing to end. Correct the runbook.`);
    await experiment.end();
  });
}
