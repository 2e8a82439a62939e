/** The end of a recovery as users see it: the service answers well, several times running. */
import { Duration } from '../../time/duration';
import type { Drill } from '../drill';
import { recoveryDeadline, waitInRecovery } from './recovery-wait';

const probeEvery = Duration.seconds(15);

/** Marks `service-ok` at the first of `times` green probes in a row. Throws PlanFellShort when they do not come. */
export async function awaitService(drill: Drill, name: string, times: number): Promise<void> {
  await drill.step('verify', async () => {
    const subject = drill.subject(name);
    const interval = await waitInRecovery(drill, {
      subject: `health of ${name}`,
      look: () => subject.recoverable.probe(),
      every: probeEvery,
      within: recoveryDeadline(subject),
      times,
      provesData: true,
      notBefore: subject.notYetInService ?? subject.marks.get('resource-ready')?.notBefore,
    });
    drill.mark(subject, 'service-ok', interval);
  });
}
