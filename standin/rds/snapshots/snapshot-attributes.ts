/** ModifyDBSnapshotAttribute and DescribeDBSnapshotAttributes: with whom a snapshot is shared. */
import type {
  DBSnapshotAttributesResult,
  DescribeDBSnapshotAttributesCommandInput,
  DescribeDBSnapshotAttributesCommandOutput,
  ModifyDBSnapshotAttributeCommandInput,
  ModifyDBSnapshotAttributeCommandOutput,
} from '@aws-sdk/client-rds';
import type { Call } from '../../service';
import { refusals } from '../refusals';
import type { Room } from '../room';
import type { Snapshot } from '../snapshot';
import { findSnapshot } from './find-snapshot';
import { isCustomersKey } from './snapshot-keys';

/** Source: the user guide's page on sharing snapshots. */
const mostAccounts = 20;

export function modifySnapshotAttribute(room: Room) {
  return async (input: ModifyDBSnapshotAttributeCommandInput, call: Call): Promise<Omit<ModifyDBSnapshotAttributeCommandOutput, '$metadata'>> => {
    const snapshot = findSnapshot(room.place(call.caller.accountId, call.region), input.DBSnapshotIdentifier);
    if (input.AttributeName !== 'restore') throw refusals.value(`Invalid value ${input.AttributeName ?? ''} for AttributeName. Only restore can be modified.`);
    assertShareable(room, snapshot, input.ValuesToAdd ?? []);
    const { sharedWith, place } = snapshot;
    const after = new Set(sharedWith);
    for (const value of input.ValuesToAdd ?? []) if (value !== place.accountId) after.add(checked(value));
    for (const value of input.ValuesToRemove ?? []) after.delete(checked(value));
    if ([...after].filter((value) => value !== 'all').length > mostAccounts) throw refusals.sharedQuota(mostAccounts);
    sharedWith.clear();
    for (const value of after) sharedWith.add(value);
    return { DBSnapshotAttributesResult: answer(snapshot) };
  };
}

export function describeSnapshotAttributes(room: Room) {
  return async (input: DescribeDBSnapshotAttributesCommandInput, call: Call): Promise<Omit<DescribeDBSnapshotAttributesCommandOutput, '$metadata'>> => {
    const snapshot = findSnapshot(room.place(call.caller.accountId, call.region), input.DBSnapshotIdentifier);
    return { DBSnapshotAttributesResult: answer(snapshot) };
  };
}

/** Nobody else could use what the account's own key for RDS encrypts, and no key can be everybody's. Source: the user guide's page on sharing snapshots. */
function assertShareable(room: Room, { kind, status, identifier, settings }: Snapshot, add: string[]): void {
  if (kind !== 'manual') throw refusals.snapshotState(`The snapshot ${identifier} is not a manual one, and only manual snapshots can be shared. Copy it first.`);
  if (status !== 'available') throw refusals.snapshotState(`Cannot modify the attributes of the snapshot ${identifier} because it is not in the available state.`);
  if (!settings.storageEncrypted || add.length === 0) return;
  if (add.includes('all')) throw refusals.value(`The snapshot ${identifier} is encrypted and cannot be made public.`);
  if (!isCustomersKey(room, settings.kmsKeyId)) {
    throw refusals.value(`The snapshot ${identifier} is encrypted with the default key of the account, with which no other account can use it. Copy it with another key first.`);
  }
}

function checked(value: string): string {
  if (value === 'all' || /^\d{12}$/.test(value)) return value;
  throw refusals.value(`Invalid value ${value}: must be the ID of an AWS account, or all.`);
}

function answer({ identifier, sharedWith }: Snapshot): DBSnapshotAttributesResult {
  return { DBSnapshotIdentifier: identifier, DBSnapshotAttributes: [{ AttributeName: 'restore', AttributeValues: [...sharedWith] }] };
}
