/** Finds the damage as its owners would: by the first probe that is red. */
import { opposite } from '../../measure/seen';
import { Duration } from '../../time/duration';
import { type Drill, PlanFellShort } from '../drill';
import { pollUntilGood } from '../poll';

/**
 * A failover typically takes 60 to 120 seconds, and one that is looked for less often could be over between two looks:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.Failover.html
 */
const probeEvery = Duration.seconds(30);

/** Marks `detected`. Throws PlanFellShort when no probe turns red within the time. */
export async function detect(drill: Drill, name: string, within: Duration): Promise<void> {
  await drill.step('detect', async () => {
    const subject = drill.subject(name);
    // The owners look at their own interval, not at the instant of the damage.
    await drill.clock.sleep(probeEvery, drill.signal);
    const interval = await pollUntilGood(drill, {
      subject: `alarm on ${name}`,
      every: probeEvery,
      within,
      provesData: true,
      notBefore: subject.marks.get('fault')?.notBefore,
      look: async () => opposite(await subject.recoverable.probe()),
      otherwise: (cause) => new PlanFellShort(`The damage to "${name}" was not detected within ${within.inWords()}: every probe stayed green.`, { cause }),
    });
    drill.mark(subject, 'detected', interval);
  });
}
