/** A snapshot of an instance: a base backup on disk, and what the instance was when it was taken. */
import type { Instant } from '../../time/instant';
import type { Settings } from './instance';
import type { Place } from './room';

/** By whom it was taken: those of AWS Backup count as manual ones, but are its own to delete. */
export type SnapshotKind = 'manual' | 'automated' | 'awsbackup';

export interface Snapshot {
  readonly place: Place;
  readonly identifier: string;
  readonly kind: SnapshotKind;
  status: 'creating' | 'available' | 'deleting' | 'failed';
  percent: number;
  /** When this one was asked for, and so the instant that it holds where it is no copy. */
  readonly taken: Instant;
  /** When it is done. */
  ready?: Instant;
  readonly instanceIdentifier: string;
  readonly instanceResourceId: string;
  readonly instanceCreated?: Instant;
  readonly settings: Settings;
  tags: Map<string, string>;
  /** The accounts that may copy it and restore from it, or `all`. */
  readonly sharedWith: Set<string>;
  /** Of a copy. */
  readonly copyOf?: {
    /** Set where the source is of another account or region. */
    arn?: string;
    region: string;
    /** When the snapshot was taken that all this goes back to. */
    originally: Instant;
  };
  /** The data to restore from; unset until it is taken. */
  directory?: string;
}
