/** Points a function's alias at a version, and does not believe it until the alias leads there. */
import { Duration } from '../../time/duration';
import type { Drill } from '../drill';
import { recoveryDeadline, waitInRecovery } from '../phases/recovery-wait';
import type { Subject } from '../subject';
import type { LambdaFunction } from './function';

const every = Duration.seconds(15);

/** Marks `restore-requested`, where nothing has yet, `restore-completed` and `resource-ready`. Throws PlanFellShort where the alias does not come to lead there. */
export async function pointBack(drill: Drill, subject: Subject, of: LambdaFunction, version: string): Promise<void> {
  const { name, alias } = of.resource;
  const requested = drill.clock.now();
  await of.lambda.pointAlias(name, alias, version);
  of.serves(version);
  drill.mark(subject, 'restore-requested', { notBefore: requested, notAfter: drill.clock.now() });
  const led = await waitInRecovery(drill, {
    subject: `alias ${alias} of ${subject.component.name}`,
    every,
    within: recoveryDeadline(subject),
    look: async () => {
      const leadsTo = await of.lambda.aliasOf(name, alias);
      return { good: leadsTo === version, saw: leadsTo === undefined ? `there is no ${alias}` : `leads to version ${leadsTo}` };
    },
  });
  drill.mark(subject, 'restore-completed', led);
  drill.mark(subject, 'resource-ready', led);
}
