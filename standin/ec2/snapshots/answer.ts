/** A snapshot as EC2 describes it. */
import type { Snapshot as SnapshotAnswer } from '@aws-sdk/client-ec2';
import type { Instant } from '../../../time/instant';
import { blockSize } from '../../planes/volumes/block';
import { tagAnswer } from '../answers/filters';
import type { Snapshot } from './rows';

/** `100%` once it is completed; empty before anything is done. */
export function progressOf({ status, started, ready, writing }: Snapshot, now: Instant): string {
  if (status === 'completed') return '100%';
  if (writing) return writing.progress === undefined ? '' : `${writing.progress}%`;
  if (!ready || status === 'error') return '';
  const whole = ready.since(started).milliseconds;
  return whole > 0 ? `${Math.min(Math.floor((now.since(started).milliseconds / whole) * 100), 99)}%` : '0%';
}

export function snapshotAnswer(snapshot: Snapshot, now: Instant): SnapshotAnswer {
  const { keyArn, message, ready, status } = snapshot;
  return {
    SnapshotId: snapshot.id,
    VolumeId: snapshot.volumeId,
    VolumeSize: snapshot.sizeGib,
    State: status,
    ...(message !== undefined && { StateMessage: message }),
    StartTime: snapshot.started.toDate(),
    ...(status === 'completed' && ready && { CompletionTime: ready.toDate() }),
    Progress: progressOf(snapshot, now),
    OwnerId: snapshot.accountId,
    Description: snapshot.description,
    Encrypted: snapshot.encrypted,
    ...(keyArn !== undefined && { KmsKeyId: keyArn }),
    SseType: snapshot.encrypted ? 'sse-kms' : 'none',
    StorageTier: 'standard',
    ...(snapshot.copyOf && { TransferType: 'standard' as const }),
    FullSnapshotSizeInBytes: snapshot.blocks * blockSize,
    Tags: tagAnswer(snapshot.tags),
  };
}
