/** A copy that follows by itself: whether it does, whether its stop is noticed, and serving from it. */
import { Compromised, TimedOut } from '../../../measure/endings';
import { opposite } from '../../../measure/seen';
import { Duration } from '../../../time/duration';
import { type Drill, PlanFellShort } from '../../drill';
import { pollUntilGood } from '../../poll';
import type { Compared, Replica } from '../../subject';

const lookEvery = Duration.minutes(1);
/** An alarm needs some data before it knows that all is well. */
const alarmSettles = Duration.minutes(15);
/** S3's replication time control promises as much: https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-time-control.html */
const followsWithin = Duration.minutes(15);

/** Waits until the alarm on the replication says that all is well. Throws Compromised when it does not: its going off would prove nothing. */
export async function awaitQuietAlarm(drill: Drill, name: string): Promise<void> {
  await drill.step('steady state', async () => {
    const replica = replicaOf(drill, name);
    await pollUntilGood(drill, {
      subject: `alarm on the replication of ${name}`,
      look: () => replica.alarmIsQuiet(),
      every: lookEvery,
      within: alarmSettles,
      otherwise: (cause) => new Compromised(`The alarm on the replication of "${name}" is not quiet before anything is broken. ${cause.message}`, { cause }),
    });
  });
}

/** Waits for the alarm on the replication, as its owners do. Marks `detected`. Throws PlanFellShort when it stays quiet twice as long as is promised. */
export async function noticeStop(drill: Drill, name: string): Promise<void> {
  await drill.step('detect', async () => {
    const subject = drill.subject(name);
    const replica = replicaOf(drill, name);
    const { stopNoticedWithin } = replica.promise;
    const fault = subject.marks.get('fault');
    if (!fault) throw new Compromised(`The runbook waits until the stop of the replication of "${name}" is noticed, and nothing has stopped it.`);
    drill.promise({ promise: 'notice', component: name, objectiveSeconds: stopNoticedWithin.seconds, from: 'fault', to: 'detected' });
    const within = stopNoticedWithin.times(2);
    const interval = await pollUntilGood(drill, {
      subject: `alarm on the replication of ${name}`,
      look: async () => opposite(await replica.alarmIsQuiet()),
      every: lookEvery,
      within,
      notBefore: fault.notBefore,
      otherwise: (cause) => new PlanFellShort(`That "${name}" is no longer replicated was not noticed within ${within.inWords()}: the alarm stayed quiet.`, { cause }),
    });
    drill.mark(subject, 'detected', interval);
  });
}

/** Lets the service use the replica. */
export async function serveFromReplica(drill: Drill, name: string): Promise<void> {
  await drill.step('switch', async () => {
    const subject = drill.subject(name);
    subject.notYetInService = await replicaOf(drill, name).takeOver(drill, subject);
  });
}

/** Checks that the replica comes to hold what the component holds now. Throws PlanFellShort when it does not, in the time that S3 promises. */
export async function checkReplicaFollows(drill: Drill, name: string): Promise<void> {
  await drill.step('verify', async () => {
    const replica = replicaOf(drill, name);
    const now = drill.clock.now();
    let last: Compared = { good: null, saw: 'nothing', compared: 0 };
    const look = async (): Promise<Compared> => (last = await replica.follows(now));
    const poll = { subject: `replica of ${name}`, look, every: lookEvery, within: followsWithin, provesData: true };
    await pollUntilGood(drill, poll).catch((error: unknown) => {
      if (!(error instanceof TimedOut)) throw error;
    });
    const method = 'The keys and ETags of both buckets are listed and compared.';
    const { good: passed, saw, compared } = last;
    drill.record({ kind: 'check', check: 'replica', component: name, method, passed, provesData: true, detail: saw, population: compared, examined: compared });
    if (!passed) throw new PlanFellShort(`The replica of "${name}" does not hold what "${name}" held ${followsWithin.inWords()} earlier: ${saw}.`);
  });
}

function replicaOf(drill: Drill, name: string): Replica {
  const { replica } = drill.subject(name).recoverable;
  if (replica) return replica;
  throw new Compromised(`The plan gives "${name}" no replica. Add replica to it in the plan, or correct the runbook.`);
}
