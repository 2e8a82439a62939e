/** Finding the snapshot that a call names, and holding its key against its caller. */
import { AwsError } from '../aws-error';
import type { BlockStorage } from '../ec2/block-storage';
import type { Snapshot } from '../ec2/snapshots/rows';
import type { KeyUse } from '../kms/key-ring';
import type { Call } from '../service';
import { refusals } from './refusals';

/** Throws ValidationException and ResourceNotFoundException. */
function find({ snapshots }: BlockStorage, { region }: Call, id: string | undefined): Snapshot {
  if (!id || !/^snap-[0-9a-f]{1,59}$/.test(id)) throw refusals.invalid('INVALID_SNAPSHOT_ID', `The snapshot ID '${id ?? ''}' is not valid.`);
  const snapshot = snapshots.rows.get(id);
  if (snapshot?.region !== region) throw refusals.notFound(id);
  return snapshot;
}

/** One that can be read. Throws also AccessDeniedException, for what is somebody else's and shared with everybody or nobody. */
export function findReadable(storage: BlockStorage, call: Call, id: string | undefined): Snapshot {
  const snapshot = find(storage, call, id);
  const { accountId } = call.caller;
  // Public snapshots are not served: https://docs.aws.amazon.com/ebs/latest/userguide/ebsapi-elements.html
  if (snapshot.accountId !== accountId && !snapshot.sharedWith.includes(accountId)) {
    throw refusals.denied('UNAUTHORIZED_ACCOUNT', `The account ${accountId} may not read the snapshot '${snapshot.id}'.`);
  }
  if (snapshot.status !== 'completed') throw refusals.invalid('INVALID_SNAPSHOT_ID', `The snapshot '${snapshot.id}' is not completed.`);
  useKey(storage, call, snapshot, 'kms:Decrypt');
  return snapshot;
}

/** One of the caller's own that is being written block by block. Throws also ValidationException. */
export function findWritable(storage: BlockStorage, call: Call, id: string | undefined): Snapshot & { writing: NonNullable<Snapshot['writing']> } {
  const snapshot = find(storage, call, id);
  if (snapshot.accountId !== call.caller.accountId) throw refusals.denied('UNAUTHORIZED_ACCOUNT', `The account ${call.caller.accountId} may not write to the snapshot '${snapshot.id}'.`);
  const { writing } = snapshot;
  if (snapshot.status !== 'pending' || !writing || writing.sealed) throw refusals.invalid('INVALID_SNAPSHOT_ID', `The snapshot '${snapshot.id}' is not one that blocks can be written to.`);
  useKey(storage, call, snapshot, 'kms:GenerateDataKey');
  return { ...snapshot, writing };
}

function useKey({ neighbours }: BlockStorage, { caller, region }: Call, { keyArn }: Snapshot, action: KeyUse['action']): void {
  if (keyArn !== undefined) checkKey(() => neighbours.keys.use({ caller, region, keyId: keyArn, action, via: 'ec2' }));
}

/** Puts what KMS refuses into the words of these APIs. */
export function checkKey<T>(use: () => T): T {
  try {
    return use();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code === 'AccessDenied') throw refusals.denied('DEPENDENCY_ACCESS_DENIED', error.message);
    throw refusals.invalid('INVALID_CUSTOMER_KEY', error.message);
  }
}
