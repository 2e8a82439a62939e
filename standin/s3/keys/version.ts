/** One version of a key: an object or a delete marker, and what may change of it while its bytes never do. */
import type { Grant, ObjectLockMode, StorageClass, Tag } from '@aws-sdk/client-s3';
import type { Instant } from '../../../time/instant';
import type { Content } from '../../planes/objects';
import type { ObjectChecksum, PartChecksum } from '../checksums/checksum';
import type { Turn } from './sealed-ids';

/** The headers that an object is stored with and read with, none of which S3 looks into. */
export interface SystemHeaders {
  CacheControl?: string;
  ContentDisposition?: string;
  ContentEncoding?: string;
  ContentLanguage?: string;
  ContentType?: string;
  /** As it was sent; S3 does not check that it is a date. */
  ExpiresString?: string;
  WebsiteRedirectLocation?: string;
}

/** A part of an object that came in parts. */
export interface ObjectPart {
  number: number;
  size: number;
  checksum: PartChecksum | undefined;
}

/** How an object is encrypted at rest, as its headers say. The bytes on disk are as they came: what is modelled is who can read them. */
export type Encryption =
  | { algorithm: 'AES256' }
  | { algorithm: 'aws:kms' | 'aws:kms:dsse'; keyArn: string; context?: string; bucketKey: boolean }
  /** SSE-C: the caller keeps the key, S3 a digest of it. */
  | { algorithm: 'customer'; keyMd5: string };

/** What keeps a version from being removed. */
export interface Lock {
  mode?: ObjectLockMode;
  retainUntil?: Instant;
  legalHold?: boolean;
}

/** A copy brought back from an archive class: on its way until `readyAt`, then readable until `until`. */
export interface RestoredCopy {
  requestedAt: Instant;
  readyAt: Instant;
  until: Instant;
  tier: 'Expedited' | 'Standard' | 'Bulk';
}

/** A version, or a later change of it, on its way to one destination. */
export interface Delivery {
  /** The id of the replication rule by which it goes. */
  rule: string;
  status: 'PENDING' | 'COMPLETED' | 'FAILED';
  /** What goes, or went last: the version itself, or what was changed of it. */
  what: 'version' | 'tags' | 'lock' | 'acl';
  /** When it was written or changed at the source. */
  since: Instant;
  /** When it is to arrive; what is held up arrives later. */
  dueAt?: Instant;
  /** Whether it was announced that it has missed the threshold of replication time control. */
  late?: true;
}

/** How far a version has got to the destinations of its bucket's rules; `REPLICA` is one that came from elsewhere. */
export interface Replication {
  status: 'PENDING' | 'COMPLETED' | 'FAILED' | 'REPLICA';
  /** Whether it came from elsewhere, also while a change of it is on its way back. */
  replica?: true;
  /** By destination bucket. */
  destinations?: Readonly<Record<string, Delivery>>;
}

/** What a version holds, before it has its place among the versions of its key. */
export interface ObjectDraft {
  contents: readonly Content[];
  /** In bytes. */
  size: number;
  /** Without its quotes. */
  etag: string;
  checksum: ObjectChecksum;
  /** Present when the object came in parts. */
  parts?: readonly ObjectPart[];
  headers: SystemHeaders;
  metadata: Record<string, string>;
  tags: readonly Tag[];
  storageClass: StorageClass;
  encryption: Encryption;
  lock?: Lock;
  /** Who owns the object and who else may do what with it; the bucket's owner alone when not given. */
  acl?: { ownerAccountId: string; grants: readonly Grant[] };
}

interface Placed {
  /** `null` for what was written while versioning was not enabled. */
  readonly id: string;
  readonly turn: Turn;
  readonly modified: Instant;
  /** What waits for something, or is answered when it is read; absent where no rule ever applied. */
  replication?: Replication;
}

export interface ObjectVersion extends ObjectDraft, Placed {
  readonly kind: 'object';
  restored?: RestoredCopy;
}

export interface DeleteMarker extends Placed {
  readonly kind: 'marker';
}

export type Version = ObjectVersion | DeleteMarker;

/** What may change of a version that is there. */
export type VersionChange = Partial<Pick<ObjectVersion, 'tags' | 'storageClass' | 'lock' | 'acl' | 'restored' | 'replication'>>;

/** The id of a version written while versioning was not enabled. */
export const nullId = 'null';
