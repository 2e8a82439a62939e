/** What an answer says of how far an object has been replicated. */
import type { ReplicationStatus } from '@aws-sdk/client-s3';
import type { Version } from '../keys/version';

export function replicationMembers({ replication }: Version): { ReplicationStatus?: ReplicationStatus } {
  return replication ? { ReplicationStatus: replication.status } : {};
}
