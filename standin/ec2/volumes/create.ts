/** CreateVolume: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVolume.html */
import type { CreateVolumeRequest, Volume as VolumeAnswer } from '@aws-sdk/client-ec2';
import { AwsError } from '../../aws-error';
import { emptyMap } from '../../planes/volumes/block-map';
import type { Caller, Operations } from '../../service';
import { Duration } from '../../../time/duration';
import type { Whereabouts } from '../../whereabouts';
import { refusals } from '../refusals';
import { served, tagsFor } from '../requests';
import { checkCompleted, findUsable } from '../snapshots/find';
import type { Snapshot } from '../snapshots/rows';
import type { Snapshots } from '../snapshots/snapshots';
import { blockSize } from '../../planes/volumes/block';
import { zoneId, zonesOf } from '../zones';
import { volumeAnswer } from './answer';
import type { AllEbsSettings } from './ebs-settings';
import { keyWanted, useKey } from './encryption';
import type { Volume } from './rows';
import { takes } from './takes';
import { type Shape, shapeOf } from './types';

const members = [
  ...['AvailabilityZone', 'AvailabilityZoneId', 'Encrypted', 'Iops', 'KmsKeyId', 'Size', 'SnapshotId', 'VolumeType', 'TagSpecifications', 'Throughput', 'ClientToken'],
  'VolumeInitializationRate',
];

export function createOperations(snapshots: Snapshots, settings: AllEbsSettings): Operations {
  return {
    CreateVolume: served<CreateVolumeRequest, VolumeAnswer>(members, (input, where, call) => {
      const made = madeBefore(snapshots, where, input);
      if (made) return () => volumeAnswer(made);
      const wanted = readVolume(snapshots, settings, where, input);
      return () => volumeAnswer(makeVolume(snapshots, { ...wanted, where, caller: call.caller, requestId: call.requestId, token: tokenOf(input) }));
    }),
  };
}

interface Wanted {
  zone: string;
  shape: Shape;
  snapshot?: Snapshot;
  keyId?: string;
  rate?: number;
  tags: Volume['tags'];
}

/** What is asked for, once it is held against the rules. Throws AwsError. */
function readVolume(snapshots: Snapshots, settings: AllEbsSettings, where: Whereabouts, input: CreateVolumeRequest): Wanted {
  const zone = zoneOf(where.region, input);
  const snapshot = input.SnapshotId ? findUsable(snapshots, where, input.SnapshotId) : undefined;
  if (snapshot) checkCompleted(snapshot);
  const size = input.Size ?? snapshot?.sizeGib;
  if (size === undefined) throw refusals.missing('size/snapshot');
  if (snapshot && size < snapshot.sizeGib) throw refusals.value(`Volume of ${size}GiB is smaller than snapshot '${snapshot.id}', expect size >= ${snapshot.sizeGib}GiB`);
  const shape = shapeOf({ size, type: input.VolumeType, iops: input.Iops, throughput: input.Throughput });
  const inherited = snapshot && { encrypted: snapshot.encrypted, keyArn: snapshot.keyArn, ours: snapshot.accountId === where.accountId };
  const keyId = keyWanted(input, inherited, settings.of(where));
  return { zone, shape, snapshot, keyId, rate: rateOf(input), tags: tagsFor('volume', input.TagSpecifications) };
}

function zoneOf(region: string, { AvailabilityZone: name, AvailabilityZoneId: id }: CreateVolumeRequest): string {
  if (!name && !id) throw refusals.missing('availabilityZone');
  if (name && id) throw refusals.combination('The parameter availabilityZone cannot be used with the parameter availabilityZoneId');
  const zone = zonesOf(region).find((one) => one === name || zoneId(one) === id);
  if (zone === undefined) throw refusals.notFound('InvalidZone', `The zone '${name ?? id}' does not exist.`);
  return zone;
}

function rateOf({ VolumeInitializationRate: rate, SnapshotId: snapshotId }: CreateVolumeRequest): number | undefined {
  if (rate === undefined) return undefined;
  if (!snapshotId) throw refusals.combination('The parameter volumeInitializationRate can only be used with the parameter snapshotId.');
  if (rate < 100 || rate > 300) throw refusals.value(`Value (${rate}) for parameter volumeInitializationRate is invalid. It must be from 100 to 300 MiB/s.`);
  return rate;
}

function tokenOf({ ClientToken: text, DryRun: _, ...asked }: CreateVolumeRequest): Volume['token'] {
  return text ? { text, asked: JSON.stringify(asked) } : undefined;
}

/** What a call with the same token made. Throws IdempotentParameterMismatch where it asked for something else. */
function madeBefore({ volumes }: Snapshots, where: Whereabouts, input: CreateVolumeRequest): Volume | undefined {
  const token = tokenOf(input);
  const made = token && volumes.of(where).find((volume) => volume.token?.text === token.text);
  if (made && made.token?.asked !== token.asked) {
    throw new AwsError('IdempotentParameterMismatch', 'The request uses the same client token as a previous, but non-identical request.');
  }
  return made;
}

export interface NewVolume extends Wanted {
  where: Whereabouts;
  caller: Caller;
  requestId: string;
  token?: Volume['token'];
}

/** A volume that is being created. One whose key cannot be used ends in error, later. */
export function makeVolume({ world, volumes }: Snapshots, { where, zone, shape, snapshot, keyId, rate, caller, tags, requestId, token }: NewVolume): Volume {
  const { accountId, region } = where;
  const id = volumes.ids.next(where, 'vol');
  const used = keyId === undefined ? undefined : useKey(volumes.neighbours, caller, region, keyId);
  const now = world.clock.now();
  const slow = takes(world.chance, id, snapshot?.blocks ?? 0, { perGib: 'ebs.initialize-a-gibibyte' });
  const paidFor = Duration.seconds(Math.ceil(((snapshot?.blocks ?? 0) * blockSize) / 2 ** 20 / (rate ?? 1)));
  const at = now.plus(rate === undefined ? slow : paidFor);
  const volume: Volume = {
    ...{ id, accountId, region, zone, shape, status: 'creating', created: now, tags, requestId, modifications: [], autoEnableIo: false },
    encrypted: keyId !== undefined,
    ...(used && 'keyArn' in used && { keyArn: used.keyArn }),
    ...(used && 'failure' in used && { failure: used.failure }),
    ...(snapshot && { snapshotId: snapshot.id, initialized: { at, ...(rate !== undefined && { rate }) } }),
    ...(token && { token }),
  };
  volumes.make(volume, snapshot?.map ?? emptyMap);
  volumes.later({ id, what: 'made' }, 'ebs.create-volume');
  return volume;
}
