/** The documented restore, and the switch to what it made. */
import { Compromised } from '../../measure/endings';
import { momentBefore } from './choose-point';
import type { Drill } from '../drill';

/** Restores a component to the moment before its damage. */
export async function restoreBeforeDamage(drill: Drill, name: string): Promise<void> {
  await drill.step('restore', async () => {
    const subject = drill.subject(name);
    const fault = subject.marks.get('fault');
    if (!fault) throw new Compromised(`The runbook restores "${name}" to the moment before the damage, and nothing has damaged it.`);
    const moment = momentBefore(fault);
    drill.look({ subject: `moment to restore ${name} to`, good: true, saw: moment.toString(), provesData: false });
    await subject.recoverable.restore(drill, subject, moment);
  });
}

/** Points the service at what was restored. */
export async function switchService(drill: Drill, name: string): Promise<void> {
  await drill.step('switch', async () => {
    const subject = drill.subject(name);
    subject.notYetInService = await subject.recoverable.switchOver(drill);
  });
}
