/** A machine that is gone is launched again. */
import { Compromised } from '../../measure/endings';
import type { Drill } from '../drill';

/** With the data volume that outlived it, or in another zone from its vault. */
export async function launchAgain(drill: Drill, name: string, where: 'same zone' | 'another zone'): Promise<void> {
  await drill.step('restore', async () => {
    const subject = drill.subject(name);
    const { relaunch } = subject.recoverable;
    if (!relaunch) throw new Compromised(`"${name}" is no machine that could be launched again. Correct the runbook.`);
    await (where === 'same zone' ? relaunch.withSurvivingVolume(drill, subject) : relaunch.inAnotherZone(drill, subject));
  });
}
