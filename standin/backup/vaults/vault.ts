/** A backup vault, as plain data; replaced, never changed. */
import type { Instant } from '../../../time/instant';
import type { PolicyDocument } from '../../access/policy-document';
import type { TagRecord } from '../../tag-record';
import type { Whereabouts } from '../../whereabouts';

export interface VaultLock {
  minRetentionDays?: number;
  maxRetentionDays?: number;
  /** From when on nobody can change or remove the lock; undefined in governance mode. */
  lockDate?: Instant;
}

export interface Vault extends Whereabouts {
  name: string;
  arn: string;
  created: Instant;
  creatorRequestId?: string;
  keyArn: string;
  tags: TagRecord;
  /** As it was given, and as it was read. */
  policy?: { text: string; document: PolicyDocument };
  notifications?: { topicArn: string; events: string[] };
  lock?: VaultLock;
}
