/** The replication of a bucket pauses: new objects stay where they are until it goes on. */
import type { BucketTarget, ReplicaResource } from '../aws/resources';
import { quietly } from '../aws/s3/s3';
import { Compromised } from '../measure/endings';
import { Duration } from '../time/duration';
import type { Experiment } from './experiment';
import template from './fis/paused-replication.json';
import { startFis, stopFisExperiments, whatIsStopped } from './from-fis';

/** An object that has waited so long is not just on its way. */
const notOnItsWay = Duration.minutes(5);

export const pausedReplication: Experiment<BucketTarget> = {
  name: 'paused-replication',
  does: 'Pauses the replication of a bucket, by the action aws:s3:bucket-pause-replication of FIS.',
  target: 'bucket',
  blastRadius: 'New objects of one bucket are not copied for four hours at most; then they are.',
  permissions: ['fis:CreateExperimentTemplate', 'fis:StartExperiment', 'fis:StopExperiment', 'fis:DeleteExperimentTemplate', 'iam:PassRole'],
  undo: { 'stop-fis-experiments': stopFisExperiments },
  lands: Duration.minutes(15),

  async inject(ground, target) {
    const { region, owner, tags } = target;
    const replica = replicaOf(target);
    await startFis(ground, template, {
      region,
      role: replica.faultRole,
      stopAlarm: replica.stopAlarm,
      // The replica carries the same tags, and lies in a region of its own, where this experiment does not look.
      targets: { bucket: tags },
      parameters: { pause: { region: replica.region } },
      tags,
      owner,
      experiment: 'paused-replication',
    });
  },

  /** FIS says that an action runs; an object that does not arrive says that it does something. */
  async landed({ services }, { region, bucket, s3 }) {
    const long = services.clock.now().minus(notOnItsWay);
    const old = (await s3.listing(bucket, '', quietly)).filter(({ lastModified }) => !lastModified.isAfter(long));
    const waiting: string[] = [];
    for (const { key, lastModified } of old.sort((a, b) => b.lastModified.compare(a.lastModified)).slice(0, 5)) {
      const state = await services.objectStates(region).of(bucket, key, quietly);
      if (state?.replication === 'PENDING') waiting.push(`${key} of ${lastModified}`);
    }
    const [first] = waiting;
    const saw = first ? `objects wait for their copy for more than ${notOnItsWay.inWords()}, such as ${first}` : 'no object waits for its copy for long';
    return { good: first !== undefined, saw };
  },

  async end({ services }, { region, tags }) {
    await stopFisExperiments(services, whatIsStopped(region, tags));
  },
};

function replicaOf({ bucket, replica }: BucketTarget): ReplicaResource {
  if (replica) return replica;
  throw new Compromised(`The experiment "paused-replication" needs a replica, and ${bucket} has none. Give it one in the plan.`);
}
