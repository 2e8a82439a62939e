/** Who may make volumes of a snapshot: ModifySnapshotAttribute, DescribeSnapshotAttribute and ResetSnapshotAttribute. */
import type {
  CreateVolumePermission, DescribeSnapshotAttributeRequest, DescribeSnapshotAttributeResult, ModifySnapshotAttributeRequest, ResetSnapshotAttributeRequest,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../aws-error';
import type { Operations } from '../../service';
import { announceSnapshot } from '../announce';
import { refusals } from '../refusals';
import { served } from '../requests';
import { isCustomersKey } from '../volumes/encryption';
import { findSnapshot } from './find';
import type { Snapshot } from './rows';
import type { Snapshots } from './snapshots';

export function sharingOperations(snapshots: Snapshots): Operations {
  return {
    ModifySnapshotAttribute: served<ModifySnapshotAttributeRequest, object>(['SnapshotId', 'Attribute', 'CreateVolumePermission', 'OperationType', 'UserIds', 'GroupNames'], (input, where) => {
      const snapshot = findSnapshot(snapshots, where, input.SnapshotId);
      if (input.Attribute) checkAttribute(input.Attribute);
      const { added, removed } = changesOf(input);
      if (added.length + removed.length === 0) throw refusals.missing('createVolumePermission');
      checkShareable(snapshots, snapshot, added);
      return () => {
        share(snapshots, snapshot, added, removed);
        return {};
      };
    }),
    DescribeSnapshotAttribute: served<DescribeSnapshotAttributeRequest, DescribeSnapshotAttributeResult>(['SnapshotId', 'Attribute'], (input, where) => {
      const { id, sharedWith, isPublic } = findSnapshot(snapshots, where, input.SnapshotId);
      if (!input.Attribute) throw refusals.missing('attribute');
      // What is sold has product codes, and nothing here is.
      if (input.Attribute === 'productCodes') return () => ({ SnapshotId: id, ProductCodes: [] });
      checkAttribute(input.Attribute);
      const permissions = [...(isPublic ? [{ Group: 'all' as const }] : []), ...sharedWith.map((UserId) => ({ UserId }))];
      return () => ({ SnapshotId: id, CreateVolumePermissions: permissions });
    }),
    ResetSnapshotAttribute: served<ResetSnapshotAttributeRequest, object>(['SnapshotId', 'Attribute'], (input, where) => {
      const snapshot = findSnapshot(snapshots, where, input.SnapshotId);
      if (!input.Attribute) throw refusals.missing('attribute');
      checkAttribute(input.Attribute);
      return () => {
        snapshots.put({ ...snapshot, sharedWith: [], isPublic: false });
        return {};
      };
    }),
  };
}

function checkAttribute(attribute: string): void {
  if (attribute !== 'createVolumePermission') throw refusals.value(`Value (${attribute}) for parameter attribute is invalid.`);
}

/** Both ways of saying it; `all` stands for everybody. */
function changesOf(input: ModifySnapshotAttributeRequest): { added: string[]; removed: string[] } {
  const { Add: add = [], Remove: remove = [] } = input.CreateVolumePermission ?? {};
  const named = [...(input.UserIds ?? []), ...(input.GroupNames ?? [])];
  const changes = {
    added: [...add.map(nameOf), ...(input.OperationType === 'add' ? named : [])],
    removed: [...remove.map(nameOf), ...(input.OperationType === 'remove' ? named : [])],
  };
  const unfit = [...changes.added, ...changes.removed].find((name) => name !== 'all' && !/^\d{12}$/.test(name));
  if (unfit !== undefined) throw new AwsError('InvalidUserID.Malformed', `Invalid user id: "${unfit}"`);
  return changes;
}

function nameOf({ UserId: user, Group: group }: CreateVolumePermission): string {
  return user ?? group ?? '';
}

/** https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html */
function checkShareable({ volumes }: Snapshots, { keyArn, encrypted }: Snapshot, added: readonly string[]): void {
  if (!encrypted || added.length === 0) return;
  if (added.includes('all')) throw new AwsError('OperationNotPermitted', 'Encrypted snapshots cannot be shared publicly');
  if (keyArn !== undefined && isCustomersKey(volumes.neighbours, keyArn)) return;
  throw new AwsError('OperationNotPermitted', 'Encrypted snapshots with EBS default key cannot be shared');
}

function share(snapshots: Snapshots, snapshot: Snapshot, added: readonly string[], removed: readonly string[]): void {
  const { world, volumes } = snapshots;
  const users = added.filter((name) => name !== 'all' && !snapshot.sharedWith.includes(name));
  const sharedWith = [...new Set([...snapshot.sharedWith, ...users])].filter((name) => !removed.includes(name));
  const isPublic = (snapshot.isPublic || added.includes('all')) && !removed.includes('all');
  const shared = snapshots.put({ ...snapshot, sharedWith, isPublic });
  for (const to of users) announceSnapshot(volumes.neighbours.buses, world.clock.now(), shared, { event: 'shareSnapshot', result: 'succeeded', to });
}
