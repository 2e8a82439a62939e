/** S3: what has become of one version of an object: where it lies, whether it was replicated, what locks it; and bringing it back from an archive. */
import * as sdk from '@aws-sdk/client-s3';
import { Instant } from '../../time/instant';
import { noneWhen } from '../calls/refusal';
import type { CallOptions, S3Calls } from './s3-calls';

export interface ObjectState {
  /** `STANDARD`, `GLACIER` and so on. */
  storageClass: string;
  /** Of a copy brought back from an archive: on its way, or there. Undefined where none was asked for. */
  retrieval: 'under way' | 'done' | undefined;
  /** `PENDING`, `COMPLETED`, `FAILED` or `REPLICA`; undefined where no rule applies. */
  replication: string | undefined;
  lockedUntil: Instant | undefined;
}

export interface RetrievalRequest {
  bucket: string;
  key: string;
  versionId: string;
  tier: 'Expedited' | 'Standard' | 'Bulk';
  /** For how many days the copy stays readable. */
  days: number;
}

export class ObjectStates {
  readonly #s3: S3Calls;

  constructor(s3: S3Calls) {
    this.#s3 = s3;
  }

  /** Undefined where there is no such object. */
  async of(bucket: string, key: string, options: CallOptions & { versionId?: string } = {}): Promise<ObjectState | undefined> {
    const input = { Bucket: bucket, Key: key, VersionId: options.versionId };
    const send = () => this.#s3.client.send(new sdk.HeadObjectCommand(input));
    const asked = this.#s3.ask('HeadObject', input, send, options);
    const head = await noneWhen(['NotFound', 'NoSuchKey', 'NoSuchBucket'], asked);
    return head && stateOf(head);
  }

  /** Asks for a copy of an archived version; it can be read when `of` says that its retrieval is done. */
  async retrieve({ bucket, key, versionId, tier, days }: RetrievalRequest): Promise<void> {
    const RestoreRequest = { Days: days, GlacierJobParameters: { Tier: tier } };
    const input = { Bucket: bucket, Key: key, VersionId: versionId, RestoreRequest };
    const send = () => this.#s3.client.send(new sdk.RestoreObjectCommand(input));
    await this.#s3.ask('RestoreObject', input, send);
  }
}

/** Whether what is of that class has to be asked for before it can be read. */
export function isArchived(storageClass: string | undefined): boolean {
  return storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE';
}

/** `x-amz-restore` says `ongoing-request="true"` until the copy is there. */
function stateOf(head: sdk.HeadObjectCommandOutput): ObjectState {
  const { StorageClass, Restore, ReplicationStatus, ObjectLockRetainUntilDate } = head;
  return {
    storageClass: StorageClass ?? 'STANDARD',
    retrieval: Restore === undefined ? undefined : /ongoing-request="true"/.test(Restore) ? 'under way' : 'done',
    replication: ReplicationStatus,
    lockedUntil: ObjectLockRetainUntilDate && Instant.ofDate(ObjectLockRetainUntilDate),
  };
}
