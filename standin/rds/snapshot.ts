/** A snapshot of an instance: a base backup on disk, and what the instance was when it was taken. */
import type { Instant } from '../../time/instant';
import type { Settings } from './instance';
import type { Place } from './room';

export interface Snapshot {
  readonly place: Place;
  readonly identifier: string;
  readonly kind: 'manual' | 'automated';
  status: 'creating' | 'available' | 'deleting' | 'failed';
  percent: number;
  readonly taken: Instant;
  readonly instanceIdentifier: string;
  readonly instanceResourceId: string;
  readonly instanceCreated?: Instant;
  readonly settings: Settings;
  tags: Map<string, string>;
  /** The data directory to restore from; unset until it is taken. */
  directory?: string;
}
