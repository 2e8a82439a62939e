/** What a recovery point of a bucket remembers, by which its copy is found again. */
import type { Instant } from '../../../../time/instant';
import type { RecoveryPoint } from '../../points/recovery-point';
import type { Parts } from './reading';

/** Plain data. */
export interface S3Content extends Parts {
  timeline: string;
  /** The moment at which the bucket was as it is restored; undefined for a continuous backup, which has many. */
  at?: number;
  /** The region of the bucket. */
  region: string;
  /** Whether the bucket let ACLs count when it was backed up. */
  aclsCount: boolean;
  bytes: number;
  /** How many versions could not be backed up. */
  missed: number;
  /** Whether there are versions, and none of them could. */
  isEmpty: boolean;
  began: Instant;
  /** When it is done. */
  ready: Instant;
}

export function contentOf({ content }: Pick<RecoveryPoint, 'content'>): S3Content {
  // A point of this type was made by this kind, and its content comes back as it was given.
  return content as S3Content;
}
