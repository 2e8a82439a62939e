/** CopySnapshot: called where the copy is to be, and done later. */
import type { CopySnapshotRequest, CopySnapshotResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../aws-error';
import { emptyMap } from '../../planes/volumes/block-map';
import type { Caller, Operations } from '../../service';
import { tagList } from '../../tag-record';
import type { Whereabouts } from '../../whereabouts';
import { regions } from '../../world';
import { refusals } from '../refusals';
import { served, tagsFor } from '../requests';
import type { AllEbsSettings } from '../volumes/ebs-settings';
import { keyWanted, useKey, type Wanted } from '../volumes/encryption';
import { takes } from '../volumes/takes';
import type { NewSnapshot } from './create';
import { describedAs } from './description';
import { checkCompleted, findUsable } from './find';
import type { Snapshot } from './rows';
import type { Snapshots } from './snapshots';

/** Source: https://docs.aws.amazon.com/general/latest/gr/ebs-service.html */
const mostAtOnce = 20;

export function copyOperations(snapshots: Snapshots, settings: AllEbsSettings): Operations {
  const members = ['SourceRegion', 'SourceSnapshotId', 'Description', 'Encrypted', 'KmsKeyId', 'TagSpecifications', 'DestinationRegion', 'PresignedUrl'];
  return {
    CopySnapshot: served<CopySnapshotRequest, CopySnapshotResult>(members, (input, where, call) => {
      const from = input.SourceRegion;
      if (!from) throw refusals.missing('sourceRegion');
      if (!Object.hasOwn(regions, from)) throw refusals.value(`Value (${from}) for parameter sourceRegion is invalid.`);
      if (input.DestinationRegion && input.DestinationRegion !== where.region) throw refusals.value(`Value (${input.DestinationRegion}) for parameter destinationRegion is invalid.`);
      const source = copyable(snapshots, { accountId: where.accountId, region: from }, input.SourceSnapshotId);
      checkRoom(snapshots, where);
      const wanted = { description: describedAs(input.Description), tags: tagsFor('snapshot', input.TagSpecifications), requestId: call.requestId };
      const keyId = keyForCopy(source, where, input, settings);
      return () => {
        const copy = copySnapshot(snapshots, source, { where, caller: call.caller, keyId, ...wanted });
        return { SnapshotId: copy.id, Tags: tagList(copy.tags) };
      };
    }),
  };
}

/** Throws InvalidSnapshot.NotFound, IncorrectState, and Unavailable for what lies in a region that is down. */
export function copyable(snapshots: Snapshots, from: Whereabouts, id: string | undefined): Snapshot {
  if (snapshots.world.outages.isDown(from.region)) throw new AwsError('Unavailable', `The source Region ${from.region} could not be reached.`, { status: 503 });
  const source = findUsable(snapshots, from, id);
  checkCompleted(source);
  return source;
}

/** Throws ResourceLimitExceeded. */
export function checkRoom(snapshots: Snapshots, where: Whereabouts): void {
  const copies = snapshots.in(where.region).filter(({ accountId, copyOf, status }) => accountId === where.accountId && copyOf && status === 'pending');
  if (copies.length >= mostAtOnce) throw new AwsError('ResourceLimitExceeded', `Too many snapshot copies in progress. The limit is ${mostAtOnce} for this destination region.`);
}

/** The key of a copy, as somebody named it. Throws InvalidParameterDependency. */
export function keyForCopy(source: Snapshot, where: Whereabouts, wanted: Wanted, settings: AllEbsSettings): string | undefined {
  const { encrypted, keyArn } = source;
  const ours = source.accountId === where.accountId && source.region === where.region;
  return keyWanted(wanted, { encrypted, ...(keyArn !== undefined && { keyArn }), ours }, settings.of(where));
}

export interface NewCopy extends NewSnapshot {
  where: Whereabouts;
  /** Undefined for a service that has looked at the keys itself. */
  caller: Caller | undefined;
  keyId: string | undefined;
}

/** Begins a copy. What it lacks of its keys ends it in error, later. */
export function copySnapshot(snapshots: Snapshots, source: Snapshot, { where, caller, keyId, ...wanted }: NewCopy): Snapshot {
  const { world, volumes } = snapshots;
  const { keyArn, failure } = { keyArn: undefined, failure: undefined, ...keysOf(snapshots, source, { where, caller, keyId }) };
  const id = volumes.ids.next(where, 'snap');
  const elsewhere = source.region !== where.region;
  const perGib = elsewhere ? 'ebs.copy-of-a-gibibyte-to-another-region' : 'ebs.copy-of-a-gibibyte';
  const duration = takes(world.chance, id, blocksToMove(snapshots, source, where), { base: 'ebs.copy', perGib });
  const map = failure === undefined ? source.map : emptyMap;
  volumes.disks.maps.retain(map);
  const copy: Snapshot = {
    ...{ id, accountId: where.accountId, region: where.region, map, blocks: failure === undefined ? source.blocks : 0, ...wanted },
    // A copy is of no volume: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CopySnapshot.html
    volumeId: 'vol-ffffffff',
    lineage: source.lineage,
    sizeGib: source.sizeGib,
    status: 'pending',
    ...(failure !== undefined && { failure }),
    started: world.clock.now(),
    ready: world.clock.now().plus(duration),
    encrypted: keyId !== undefined,
    ...(keyArn !== undefined && { keyArn }),
    sharedWith: [],
    isPublic: false,
    copyOf: { region: source.region, id: source.id },
  };
  snapshots.put(copy);
  snapshots.after(duration, { id, what: 'ready' });
  return copy;
}

function keysOf({ volumes: { neighbours } }: Snapshots, source: Snapshot, { where, caller, keyId }: Pick<NewCopy, 'where' | 'caller' | 'keyId'>): { keyArn?: string; failure?: string } {
  if (!caller) return keyId === undefined ? {} : { keyArn: keyId };
  if (source.keyArn !== undefined) {
    const used = useKey(neighbours, caller, source.region, source.keyArn);
    if ('failure' in used) return used;
  }
  return keyId === undefined ? {} : useKey(neighbours, caller, where.region, keyId);
}

/** What an earlier copy of the same source left there need not travel again. */
function blocksToMove(snapshots: Snapshots, source: Snapshot, where: Whereabouts): number {
  const { maps } = snapshots.volumes.disks;
  const earlier = snapshots
    .in(where.region)
    .findLast(({ accountId, copyOf, status, lineage }) => accountId === where.accountId && copyOf && status === 'completed' && lineage === source.lineage);
  let blocks = 0;
  for (const { after } of maps.differences(earlier?.map ?? emptyMap, source.map)) if (after !== undefined) blocks += 1;
  return blocks;
}
