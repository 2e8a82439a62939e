/** The timelines of all buckets that are backed up, each following its bucket for as long as something counts on it. */
import type { Bucket } from '../../../../s3/buckets/bucket';
import type { Version } from '../../../../s3/keys/version';
import type { Caller } from '../../../../service';
import { followedAs, type S3State } from '../../../../s3/state';
import { canRead, isDescribable, readingRole } from '../reading';
import type { Span } from './span';
import { type Followed, TimelineRecord } from './timeline-record';
import { Timeline } from './timeline';

/** What a bucket's settings say of why it cannot be followed; undefined where nothing is in the way. */
export type Hindrance = (bucket: Bucket) => string | undefined;

export class Timelines {
  readonly #byId = new Map<string, Timeline>();
  readonly #record: TimelineRecord;

  /** To be made before S3 takes back its buckets: it counts on contents that S3 would remove otherwise. */
  constructor(
    private readonly s3: S3State,
    private readonly hindrance: Hindrance,
  ) {
    this.#record = new TimelineRecord(s3.world.journal);
    const { timelines, entries, pins, spans } = this.#record.take();
    for (const [id, followed] of timelines) this.#make(id, followed);
    for (const [id, entry] of entries) this.#byId.get(id)?.reviveEntry(entry);
    for (const [id, holder, at] of pins) this.#byId.get(id)?.revivePin(holder, at);
    for (const [id, name, span] of spans) this.#byId.get(id)?.reviveSpan(name, span);
  }

  get(id: string): Timeline | undefined {
    return this.#byId.get(id);
  }

  /** The timeline of a bucket, which is begun where there is none. */
  of(bucket: Bucket): Timeline {
    const id = followedAs(bucket.origin);
    const { name, incarnation } = bucket.origin;
    const known = this.#byId.get(id);
    if (known) return known;
    this.#record.begun(id, { name, incarnation });
    const timeline = this.#make(id, { name, incarnation });
    bucket.follower = this.s3.followers.get(id);
    return timeline;
  }

  /** Ends a timeline that nothing counts on any more. */
  settle(timeline: Timeline): void {
    if (timeline.isNeeded) return;
    timeline.end();
    this.#byId.delete(timeline.id);
    this.s3.followers.delete(timeline.id);
    const bucket = this.bucketOf(timeline);
    if (bucket) bucket.follower = undefined;
  }

  /** Brings a timeline up to now where its bucket is followed continuously. */
  keepUp(timeline: Timeline): void {
    const bucket = this.bucketOf(timeline);
    for (const [id, span] of timeline.spans) if (!span.stopped) this.#followOn(timeline, bucket, id, span);
  }

  /** The bucket that a timeline is of, while it is there. */
  bucketOf({ id }: Timeline): Bucket | undefined {
    const bucket = this.s3.buckets.get(id.slice(0, id.lastIndexOf('/')));
    return bucket && followedAs(bucket.origin) === id ? bucket : undefined;
  }

  #make(id: string, followed: Followed): Timeline {
    const timeline = new Timeline(id, this.s3.store, this.#record);
    this.#byId.set(id, timeline);
    this.s3.followers.set(followedAs(followed), {
      changed: (key: string, version: Version) => {
        timeline.touch(key, version);
        this.keepUp(timeline);
      },
      configured: () => this.keepUp(timeline),
    });
    return timeline;
  }

  #followOn(timeline: Timeline, bucket: Bucket | undefined, id: string, span: Span): void {
    const now = this.s3.now();
    const role = readingRole(this.s3, span.roleArn);
    // What came before its end is still a part of it.
    if (bucket && role) timeline.keepUp(bucket, now, canRead(this.s3, role, { acls: true, tags: true }));
    const why = bucket ? this.#hindrance(bucket, role) : 'The bucket was deleted.';
    if (why !== undefined) timeline.keepSpan(id, { ...span, stopped: { at: now, why } });
  }

  /** https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-s3.html#s3-recovery-point-status; the words are assumed. */
  #hindrance(bucket: Bucket, role: Caller | undefined): string | undefined {
    if (!role) return 'The IAM role can no longer be assumed by AWS Backup.';
    return isDescribable(this.s3, role, bucket) ? this.hindrance(bucket) : 'The IAM role no longer has the permissions that a continuous backup needs.';
  }
}
