/** A lock, tried: every attempt to remove what it keeps has to be refused. */
import { Compromised, TimedOut } from '../../../measure/endings';
import { Duration } from '../../../time/duration';
import { type Drill, PlanFellShort } from '../../drill';
import { pollUntilGood } from '../../poll';
import type { Compared, Lock } from '../../subject';

/** CloudTrail says that calls are on record after five minutes on average, and promises nothing: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html */
const onRecordWithin = Duration.minutes(30);
const lookEvery = Duration.minutes(5);

/** Makes every attempt and puts each on record as a check. Throws PlanFellShort when one succeeded. */
export async function attemptRemoval(drill: Drill, name: string): Promise<void> {
  await drill.step('damage', async () => {
    const lock = lockOf(drill, name);
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

/** Waits until the record of calls names whoever made each refused attempt, and puts it on record as a check. Throws PlanFellShort when it does not in time. */
export async function checkAttemptsAreOnRecord(drill: Drill, name: string): Promise<void> {
  await drill.step('verify', async () => {
    const lock = lockOf(drill, name);
    let last: Compared = { good: null, saw: 'nothing', compared: 0 };
    const look = async (): Promise<Compared> => (last = await lock.attemptsAreOnRecord());
    await pollUntilGood(drill, { subject: `record of who tried to remove ${name}`, look, every: lookEvery, within: onRecordWithin }).catch((error: unknown) => {
      if (!(error instanceof TimedOut)) throw error;
    });
    const method = "The account's history of calls and the files that its trail delivered are searched for each attempt.";
    const { good: passed, saw, compared } = last;
    drill.record({ kind: 'check', check: 'record of attempts', component: name, method, passed, provesData: false, detail: saw, population: compared, examined: compared });
    if (!passed) throw new PlanFellShort(`Who tried to remove "${name}" is not on record ${onRecordWithin.inWords()} later: ${saw}.`);
  });
}

function lockOf(drill: Drill, name: string): Lock {
  const { lock } = drill.subject(name).recoverable;
  if (lock) return lock;
  throw new Compromised(`The plan gives "${name}" no lock, so there is nothing to try. Add lock to it in the plan, or correct the runbook.`);
}
