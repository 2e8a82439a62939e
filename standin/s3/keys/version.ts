/** One version of a key: an object or a delete marker, neither of which ever changes but for its tags and storage class. */
import type { StorageClass, Tag } from '@aws-sdk/client-s3';
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
}

interface Placed {
  /** `null` for what was written while versioning was not enabled. */
  readonly id: string;
  readonly turn: Turn;
  readonly modified: Instant;
}

export interface ObjectVersion extends ObjectDraft, Placed {
  readonly kind: 'object';
}

export interface DeleteMarker extends Placed {
  readonly kind: 'marker';
}

export type Version = ObjectVersion | DeleteMarker;

/** The id of a version written while versioning was not enabled. */
export const nullId = 'null';
