/** Finds the damage as its owners would: by the first probe that is red. */
import { TimedOut } from '../../measure/endings';
import { Duration } from '../../time/duration';
import { type Drill, PlanFellShort } from '../drill';
import { pollUntilGood } from '../poll';

const probeEvery = Duration.minutes(1);

/** Marks `detected`. Throws PlanFellShort when no probe turns red within the time. */
export async function detect(drill: Drill, name: string, within: Duration): Promise<void> {
  await drill.step('detect', async () => {
    const subject = drill.subject(name);
    // The owners look at their own interval, not at the instant of the damage.
    await drill.clock.sleep(probeEvery, drill.signal);
    try {
      const interval = await pollUntilGood(drill, {
        subject: `alarm on ${name}`,
        every: probeEvery,
        within,
        provesData: true,
        notBefore: subject.marks.get('fault')?.notBefore,
        look: async () => {
          const seen = await subject.recoverable.probe();
          return { good: seen.good === null ? null : !seen.good, saw: seen.saw };
        },
      });
      drill.mark(subject, 'detected', interval);
    } catch (error) {
      if (!(error instanceof TimedOut)) throw error;
      throw new PlanFellShort(`The damage to "${name}" was not detected within ${within.inWords()}: every probe stayed green.`, { cause: error });
    }
  });
}
