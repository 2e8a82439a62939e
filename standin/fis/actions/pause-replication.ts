/** aws:s3:bucket-pause-replication: nothing new leaves a bucket for a region. */
import type { Access } from '../../access/access';
import type { Pause } from '../../s3/replication/replication-pauses';
import type { S3State } from '../../s3/state';
import { regions } from '../../world';
import { validation } from '../refusals';
import { ActionFailed, type ActionKind, type Begun, type Parameter } from './kind';
import { duration, durationIn } from './lasting';

const region: Parameter = {
  description: 'The region of the destination buckets.',
  required: true,
  check: (value) => {
    if (!Object.hasOwn(regions, value)) throw validation(`The value "${value}" of the parameter "region" is not a region.`);
  },
};

const destinationBuckets: Parameter = { description: 'The destination buckets, separated by commas; all of them in the region when not given.', required: false, check: checkList('destinationBuckets') };
const prefixes: Parameter = { description: 'Prefixes in the filters of replication rules, separated by commas; all rules when not given.', required: false, check: checkList('prefixes') };

/** https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html#bucket-pause-replication */
export function pauseReplication(s3: S3State, access: Access): ActionKind {
  return {
    id: 'aws:s3:bucket-pause-replication',
    description: 'Pauses replication from the source buckets to the destination buckets in a region.',
    parameters: { duration, region, destinationBuckets, prefixes },
    targets: { Buckets: 'aws:s3:bucket' },
    lasts: durationIn,
    begin: (begun) => {
      const { key, resources, parameters } = begun;
      const arns = resources.Buckets ?? [];
      // All are looked at before the first one is paused, so that an action is done whole or not at all.
      for (const arn of arns) checkBucket(s3, access, arn, begun);
      for (const arn of arns) s3.pauses.pause(idOf(key, arn), pauseOf(arn, parameters));
    },
    end: ({ key, resources }) => {
      for (const arn of resources.Buckets ?? []) s3.pauses.resume(idOf(key, arn));
    },
  };
}

function idOf(key: string, arn: string): string {
  return `${key}/${arn}`;
}

function pauseOf(arn: string, { region: where = '', destinationBuckets: named, prefixes: begins }: Readonly<Record<string, string>>): Pause {
  return {
    source: nameOf(arn),
    regions: [where],
    ...(named !== undefined && { destinations: namesIn(named) }),
    ...(begins !== undefined && { prefixes: namesIn(begins) }),
  };
}

function checkBucket(s3: S3State, access: Access, arn: string, { caller, parameters }: Begun): void {
  const { region: where = '' } = parameters;
  const bucket = s3.buckets.get(nameOf(arn));
  if (!bucket) throw new ActionFailed(`The bucket ${nameOf(arn)} does not exist.`);
  if (!access.allows({ caller, action: 's3:PauseReplication', resource: arn, context: { 's3:destinationregion': where } })) {
    throw new ActionFailed(`Unauthorized to perform action: the experiment's role may not do s3:PauseReplication on ${arn}.`);
  }
  const destinations = bucket.settings.replication?.Rules?.map(({ Destination: destination }) => nameOf(destination?.Bucket ?? '')) ?? [];
  if (!destinations.some((name) => s3.buckets.get(name)?.origin.region === where)) throw new ActionFailed(`The bucket ${bucket.name} replicates nothing to ${where}.`);
}

function nameOf(arn: string): string {
  return arn.slice('arn:aws:s3:::'.length);
}

function namesIn(value: string): string[] {
  return value.split(',').map((name) => name.trim().replace(/^arn:aws:s3:::/, ''));
}

function checkList(name: string): (value: string) => void {
  return (value) => {
    if (namesIn(value).includes('')) throw validation(`The value "${value}" of the parameter "${name}" is not a list separated by commas.`);
  };
}
