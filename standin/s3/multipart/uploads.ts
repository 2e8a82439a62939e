/** The multipart uploads that are under way in a bucket. */
import type { ChecksumType } from '@aws-sdk/client-s3';
import type { Instant } from '../../../time/instant';
import type { Content } from '../../planes/objects';
import type { Bucket } from '../buckets/bucket';
import type { Algorithm } from '../checksums/algorithms';
import type { PartChecksum } from '../checksums/checksum';
import type { BucketRecord } from '../durable/bucket-record';
import { orderOf } from '../keys/key-order';
import { compareTurns, type SealedIds, type Turn } from '../keys/sealed-ids';
import type { ObjectDraft, ObjectVersion } from '../keys/version';

export interface Part {
  number: number;
  content: Content;
  /** Without its quotes. */
  etag: string;
  /** What S3 reports of the part: what the client sent, or else what the upload asks for. */
  checksum: PartChecksum;
  /** In the upload's own algorithm, of which the object's checksum is made. */
  forObject: PartChecksum;
  modified: Instant;
}

export interface Upload {
  id: string;
  key: string;
  turn: Turn;
  initiated: Instant;
  /** An account by its canonical user, a user or role of one by its ARN. */
  initiator: { ID: string };
  /** What the object will be, but for its content. */
  draft: Omit<ObjectDraft, 'contents' | 'size' | 'etag' | 'checksum' | 'parts'>;
  /** As the client asked for it; undefined when it asked for none and S3 uses its own. */
  asked: { algorithm: Algorithm; type: ChecksumType } | undefined;
  /** Whether the key had an object when the upload began; a conditional completion asks. */
  keyExisted: boolean;
  parts: Map<number, Part>;
}

/** How many completed uploads a bucket remembers, for clients that ask again. */
const mostRemembered = 1_000;

export class Uploads {
  readonly #byId = new Map<string, Upload>();
  readonly #completed = new Map<string, ObjectVersion>();
  #begun = 0;

  constructor(
    private readonly record: BucketRecord,
    private readonly bucket: Bucket,
  ) {}

  get size(): number {
    return this.#byId.size;
  }

  /** The id and the turn of an upload that begins now. */
  place(ids: SealedIds, at: Instant, ...key: (string | number)[]): { id: string; turn: Turn } {
    const count = (this.#begun += 1);
    return { id: ids.make(at, count, ...key), turn: { milliseconds: at.epochMilliseconds, count } };
  }

  add(upload: Upload): void {
    this.record.uploadKept(this.bucket, upload);
    this.#byId.set(upload.id, upload);
  }

  /** Takes back an upload that a journal remembers. */
  revive(upload: Upload): void {
    this.#begun = Math.max(this.#begun, upload.turn.count);
    this.#byId.set(upload.id, upload);
  }

  get(id: string): Upload | undefined {
    return this.#byId.get(id);
  }

  /** Puts a part in its place, and answers the part of the same number that was there. */
  putPart(upload: Upload, part: Part): Part | undefined {
    this.record.partKept(this.bucket, upload, part);
    const replaced = upload.parts.get(part.number);
    upload.parts.set(part.number, part);
    return replaced;
  }

  /** Ends an upload that has become an object. */
  complete(upload: Upload, version: ObjectVersion): void {
    this.delete(upload);
    this.#completed.set(upload.id, version);
    const [oldest] = this.#completed.keys();
    if (oldest !== undefined && this.#completed.size > mostRemembered) this.#completed.delete(oldest);
  }

  /** What became of an upload that was completed not long ago. */
  completed(id: string): ObjectVersion | undefined {
    return this.#completed.get(id);
  }

  delete(upload: Upload): void {
    this.record.uploadGone(this.bucket, upload);
    this.#byId.delete(upload.id);
  }

  /** By key, and of one key the oldest first. */
  inOrder(): Upload[] {
    const placed = [...this.#byId.values()].map((upload) => ({ upload, order: orderOf(upload.key) }));
    placed.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : compareTurns(a.upload.turn, b.upload.turn)));
    return placed.map(({ upload }) => upload);
  }
}
