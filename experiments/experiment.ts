/** What an experiment of the catalogue says of itself: what it breaks, how that is seen, how it is undone, what it may touch. */
import type { Owner } from '../aws/drill-password';
import type { S3 } from '../aws/s3';
import type { Services } from '../aws/services';
import type { Sql } from '../aws/sql';
import type { Undo, UndoAction } from '../drill/undo';

/** What an experiment works with, whatever it breaks. */
export interface Ground {
  seed: number;
  services: Services;
  undo: Undo;
}

/** A database as its application reaches it. */
export interface DatabaseTarget {
  kind: 'database';
  owner: Owner;
  region: string;
  identifier: string;
  sql: Sql;
}

export interface BucketTarget {
  kind: 'bucket';
  region: string;
  bucket: string;
  s3: S3;
}

export type ExperimentTarget = DatabaseTarget | BucketTarget;

export interface Sighting {
  good: boolean | null;
  saw: string;
}

export interface Experiment<Target extends ExperimentTarget = ExperimentTarget> {
  name: string;
  /** One sentence for the report. */
  does: string;
  target: Target['kind'];
  /** The most that it can damage, for a person who has to allow it. */
  blastRadius: string;
  /** The IAM actions, or database rights, that it needs. */
  permissions: readonly string[];
  /** Files its undo, then does the damage. */
  inject: (ground: Ground, target: Target) => Promise<void>;
  /** Looks whether the damage is there, through another way than it was done. */
  landed: (ground: Ground, target: Target) => Promise<Sighting>;
  /** How its damage is undone, by the names that it files. */
  undo: Readonly<Record<string, UndoAction>>;
}
