/** The documented restore, and the switch to what it made. */
import { Compromised } from '../../measure/endings';
import { momentBefore } from './choose-point';
import type { Instant } from '../../time/instant';
import type { Drill } from '../drill';
import type { Subject } from '../subject';

/** Restores a component to the moment before its damage. */
export async function restoreBeforeDamage(drill: Drill, name: string): Promise<void> {
  await drill.step('restore', async () => {
    const subject = drill.subject(name);
    await subject.recoverable.restore(drill, subject, momentToGoBackTo(drill, subject));
  });
}

function momentToGoBackTo(drill: Drill, { component: { name }, marks }: Subject): Instant {
  const fault = marks.get('fault');
  if (!fault) throw new Compromised(`The runbook restores "${name}" to the moment before the damage, and nothing has damaged it.`);
  const moment = momentBefore(fault);
  drill.look({ subject: `moment to restore ${name} to`, good: true, saw: moment.toString(), provesData: false });
  return moment;
}

/** Puts a component's settings back as they were before its damage. */
export async function putSettingsBack(drill: Drill, name: string): Promise<void> {
  await drill.step('restore', async () => {
    const subject = drill.subject(name);
    const { settings } = subject.recoverable;
    if (!settings) throw new Compromised(`The settings of "${name}" are not something that can be put back by themselves. Correct the runbook.`);
    await settings.putBack(drill, subject, momentToGoBackTo(drill, subject));
  });
}

/** Points the service at what was restored. */
export async function switchService(drill: Drill, name: string): Promise<void> {
  await drill.step('switch', async () => {
    const subject = drill.subject(name);
    subject.notYetInService = await subject.recoverable.switchOver(drill);
  });
}
