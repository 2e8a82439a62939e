/** A lock, tried: every attempt to remove what it keeps has to be refused. */
import { Compromised } from '../../measure/endings';
import { type Drill, PlanFellShort } from '../drill';

/** Makes every attempt and puts each on record as a check. Throws PlanFellShort when one succeeded. */
export async function attemptRemoval(drill: Drill, name: string): Promise<void> {
  await drill.step('damage', async () => {
    const { lock } = drill.subject(name).recoverable;
    if (!lock) throw new Compromised(`The plan gives "${name}" no lock, so there is nothing to try. Add lock to it in the plan, or correct the runbook.`);
    drill.ledger.sync();
    const attempts = await lock.attemptRemoval();
    for (const { does, tried, refused, answer } of attempts) {
      const method = 'Asked for with the rights of the whole account, without passing over the lock.';
      const detail = `${refused} of ${tried} attempts refused: ${answer}`;
      const check = { check: `refusal of ${does}`, component: name, method, passed: tried === 0 ? null : refused === tried, provesData: false, detail };
      drill.record({ kind: 'check', ...check, population: tried, examined: tried });
    }
    const done = attempts.filter(({ tried, refused }) => refused < tried);
    if (done.length > 0) throw new PlanFellShort(`What locks "${name}" did not hold: ${done.map(({ does, tried, refused }) => `${does} succeeded ${tried - refused} times of ${tried}`).join('; ')}.`);
  });
}
