/** What healthy looks like before anything is broken: writes flowing, every probe green, the data's manifest taken. */
import { join } from 'node:path';
import { witnessFileName } from '../../evidence/witness-record';
import { Compromised } from '../../measure/endings';
import { Duration } from '../../time/duration';
import type { Drill } from '../drill';
import { Witnesses } from '../witnesses';

const probeEvery = Duration.minutes(1);

/** Begins numbered writes to a component, through the path its application uses. */
export async function startWitnesses(drill: Drill, name: string, every: Duration): Promise<void> {
  await drill.step('steady state', async () => {
    const subject = drill.subject(name);
    if (subject.witnesses) throw new Compromised(`"${name}" takes numbered writes already; the runbook starts them twice.`);
    const file = join(drill.folder, witnessFileName(name));
    const path = subject.recoverable.openWitnessPath();
    subject.witnesses = new Witnesses(drill.clock, { path, file, every, seed: drill.seed, component: name });
    subject.witnesses.start();
  });
}

/** Probes for `lasting`; throws Compromised at the first probe that is not green, since damage could not be told from what was there. */
export async function holdSteadyState(drill: Drill, name: string, lasting: Duration): Promise<void> {
  await drill.step('steady state', async () => {
    const { recoverable } = drill.subject(name);
    const until = drill.clock.now().plus(lasting);
    for (;;) {
      const seen = await recoverable.probe();
      drill.look({ subject: `health of ${name}`, good: seen.good, saw: seen.saw, provesData: true });
      if (!seen.good) {
        throw new Compromised(`"${name}" was not healthy before anything was broken (${seen.saw}), so the drill proves nothing. Repair it first.`);
      }
      if (!drill.clock.now().isBefore(until)) break;
      await drill.clock.sleep(probeEvery, drill.signal);
    }
    drill.subject(name).manifest = await recoverable.manifest('in service');
  });
}
