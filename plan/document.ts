/** A plan as it stands in its file: the shape that `schema.json` gives it, before durations are read and classes looked up. */
import type { ArchiveClass, Criticality, LockMode, RetrievalTier } from './plan';

export interface PlanDocument {
  name: string;
  version: string;
  owner: string;
  risks: readonly { id: string; title: string }[];
  allowed: { accounts: readonly string[]; regions: readonly string[] };
  drillTag: { key: string; value: string };
  classes: Readonly<Record<string, ClassDocument>>;
  components: Readonly<Record<string, ComponentDocument>>;
}

export interface ClassDocument {
  rto: string;
  /** These two are there for what keeps data. */
  rpo?: string;
  retention?: string;
  reason: string;
  /** What holds instead when the component's region, or all that the plan has in it, is lost. */
  regionLost?: { rto: string; rpo: string };
}

interface AnyComponentDocument {
  purpose: string;
  class: string;
  owner?: string;
  criticality: Criticality;
  region: string;
  risks?: readonly string[];
}

export interface DatabaseDocument extends AnyComponentDocument {
  kind: 'database';
  engine: 'postgres';
  engineVersion: string;
  instanceClass: string;
  storageGiB: number;
  encrypted: boolean;
  multiAz: boolean;
  backupRetentionDays: number;
  backup?: BackupDocument;
  replica?: ReplicaDocument;
}

export interface BackupDocument {
  schedule: string;
  keepFor: string;
  copy?: { region: string; keepFor: string };
}

export interface ReplicaDocument {
  region: string;
  stopNoticedWithin: string;
}

export interface BucketDocument extends AnyComponentDocument {
  kind: 'bucket';
  versioning: boolean;
  archive?: { after: string; storageClass: ArchiveClass; tier: RetrievalTier; readableWithin: string };
  replica?: ReplicaDocument;
  lock?: { mode: LockMode; for: string };
}

export interface FunctionDocument extends AnyComponentDocument {
  kind: 'function';
  runtime: string;
  memoryMiB: number;
  timeout: string;
  alias: string;
}

export interface ServerDocument extends AnyComponentDocument {
  kind: 'server';
  instanceType: string;
  zone?: string;
  volumeGiB: number;
  encrypted: boolean;
  backup?: BackupDocument;
}

export type ComponentDocument = DatabaseDocument | BucketDocument | FunctionDocument | ServerDocument;
