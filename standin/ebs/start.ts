/** StartSnapshot: a snapshot that is to be written block by block, from nothing or on top of another. */
import type { StartSnapshotRequest, StartSnapshotResponse } from '@aws-sdk/client-ebs';
import { Duration } from '../../time/duration';
import type { BlockStorage } from '../ec2/block-storage';
import type { Snapshot } from '../ec2/snapshots/rows';
import { keyWanted } from '../ec2/volumes/encryption';
import { blockSize } from '../planes/volumes/block';
import { emptyMap } from '../planes/volumes/block-map';
import { type Call, operation, type Operations } from '../service';
import { tagList, type TagRecord, withTags } from '../tag-record';
import { whereOf } from '../whereabouts';
import { checkKey, findReadable } from './find';
import { refusals } from './refusals';

/** https://docs.aws.amazon.com/general/latest/gr/ebs-service.html: pending snapshots for each account. */
const mostPending = 100;
const mostGib = 65_536;
const [leastMinutes, usualMinutes, mostMinutes] = [10, 60, 4_320];

export function startOperations(storage: BlockStorage): Operations {
  return {
    StartSnapshot: operation<StartSnapshotRequest, StartSnapshotResponse>((input, call) => {
      const made = madeBefore(storage, input, call) ?? start(storage, input, call);
      return Promise.resolve(answer(made));
    }),
  };
}

function start(storage: BlockStorage, input: StartSnapshotRequest, call: Call): Snapshot {
  const { snapshots, volumes, world } = storage;
  const where = whereOf(call);
  const parent = parentOf(storage, input, call);
  const size = sizeOf(input, parent);
  const timeoutMinutes = timeoutOf(input);
  const tags = tagsOf(input);
  const pending = snapshots.in(call.region).filter(({ accountId, status, writing }) => accountId === where.accountId && status === 'pending' && writing);
  if (pending.length >= mostPending) throw refusals.concurrent(mostPending);
  const keyArn = keyOf(storage, input, parent, call);
  const id = volumes.ids.next(where, 'snap');
  const map = parent?.map ?? emptyMap;
  volumes.disks.maps.retain(map);
  const now = world.clock.now();
  const snapshot: Snapshot = {
    ...{ id, ...where, map, blocks: parent?.blocks ?? 0, volumeId: 'vol-ffffffff', lineage: parent?.lineage ?? id, sizeGib: size, status: 'pending', started: now },
    writing: { ...(parent && { parent: parent.id }), timeoutMinutes, last: now, written: 0, sealed: false },
    encrypted: keyArn !== undefined,
    ...(keyArn !== undefined && { keyArn }),
    ...{ description: input.Description ?? '', sharedWith: [], isPublic: false, tags, requestId: call.requestId },
    ...(input.ClientToken && { token: tokenOf(input) }),
  };
  snapshots.put(snapshot);
  snapshots.after(Duration.minutes(timeoutMinutes), { id, what: 'idle' });
  return snapshot;
}

/** One of the caller's own that is completed. */
function parentOf(storage: BlockStorage, { ParentSnapshotId: id, Encrypted: encrypted, KmsKeyArn: key }: StartSnapshotRequest, call: Call): Snapshot | undefined {
  if (id === undefined) return undefined;
  if (encrypted !== undefined || key !== undefined) throw refusals.invalid('INVALID_PARAMETER_VALUE', 'Encrypted and KmsKeyArn cannot be specified together with ParentSnapshotId.');
  const parent = findReadable(storage, call, id);
  if (parent.accountId !== call.caller.accountId) throw refusals.denied('UNAUTHORIZED_ACCOUNT', `The parent snapshot '${id}' belongs to another account.`);
  if (!parent.encrypted && storage.settings.of(whereOf(call)).encryptByDefault) {
    throw refusals.invalid('INVALID_PARAMETER_VALUE', 'An unencrypted snapshot cannot be the parent where the account encrypts by default.');
  }
  return parent;
}

function sizeOf({ VolumeSize: size = 0 }: StartSnapshotRequest, parent: Snapshot | undefined): number {
  if (size < 1 || size > mostGib) throw refusals.invalid('INVALID_VOLUME_SIZE', `The volume size must be from 1 to ${mostGib} GiB, not ${size}.`);
  if (parent && size < parent.sizeGib) throw refusals.invalid('INVALID_VOLUME_SIZE', `The volume size must be at least that of the parent snapshot, ${parent.sizeGib} GiB.`);
  return size;
}

function timeoutOf({ Timeout: minutes = usualMinutes }: StartSnapshotRequest): number {
  if (minutes >= leastMinutes && minutes <= mostMinutes) return minutes;
  throw refusals.invalid('INVALID_PARAMETER_VALUE', `The timeout must be from ${leastMinutes} to ${mostMinutes} minutes, not ${minutes}.`);
}

function tagsOf({ Tags: tags = [] }: StartSnapshotRequest): TagRecord {
  const refusal = () => refusals.invalid('INVALID_TAG', 'A tag is not valid.');
  return withTags({}, tags, { unfit: refusal, reserved: refusal, tooMany: refusal });
}

function keyOf(storage: BlockStorage, { Encrypted, KmsKeyArn }: StartSnapshotRequest, parent: Snapshot | undefined, call: Call): string | undefined {
  const inherited = parent && { encrypted: parent.encrypted, keyArn: parent.keyArn, ours: true };
  if (KmsKeyArn !== undefined && Encrypted !== true) throw refusals.invalid('INVALID_PARAMETER_VALUE', 'KmsKeyArn needs Encrypted to be true.');
  const keyId = keyWanted({ Encrypted, KmsKeyId: KmsKeyArn }, inherited, storage.settings.of(whereOf(call)));
  if (keyId === undefined) return undefined;
  return checkKey(() => storage.neighbours.keys.use({ caller: call.caller, region: call.region, keyId, action: 'kms:CreateGrant', via: 'ec2' }));
}

function tokenOf({ ClientToken: text = '', ...asked }: StartSnapshotRequest): { text: string; asked: string } {
  return { text, asked: JSON.stringify(asked) };
}

/** What a call with the same token made. Throws ConflictException where it asked for something else. */
function madeBefore({ snapshots }: BlockStorage, input: StartSnapshotRequest, { caller, region }: Call): Snapshot | undefined {
  if (!input.ClientToken) return undefined;
  const token = tokenOf(input);
  const made = snapshots.in(region).find((one) => one.accountId === caller.accountId && one.token?.text === token.text);
  if (made && made.token?.asked !== token.asked) throw refusals.conflict();
  return made;
}

function answer({ id, accountId, started, sizeGib, description, tags, keyArn, writing, status }: Snapshot): StartSnapshotResponse {
  return {
    SnapshotId: id,
    OwnerId: accountId,
    Status: status,
    StartTime: started.toDate(),
    VolumeSize: sizeGib,
    BlockSize: blockSize,
    ...(description && { Description: description }),
    Tags: tagList(tags),
    ...(writing?.parent !== undefined && { ParentSnapshotId: writing.parent }),
    ...(keyArn !== undefined && { KmsKeyArn: keyArn }),
    SseType: keyArn === undefined ? 'none' : 'sse-kms',
  };
}
