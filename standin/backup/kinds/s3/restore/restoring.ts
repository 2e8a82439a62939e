/** Restores of buckets, from the moment at which they begin to what their messages say in the end. */
import type { Duration } from '../../../../../time/duration';
import type { Instant } from '../../../../../time/instant';
import type { Version } from '../../../../s3/keys/version';
import type { S3State } from '../../../../s3/state';
import type { RecoveryPoint } from '../../../points/recovery-point';
import type { RestoreBegun, RestoreProgress, RestoreWork } from '../../kind';
import { contentOf } from '../content';
import { arnOfBucket } from '../../../../s3/buckets/bucket-tags';
import { lastMomentOf } from '../timeline/moment';
import type { Timeline } from '../timeline/timeline';
import type { Timelines } from '../timeline/timelines';
import { type AskedRestore, askedRestore } from './asked-restore';
import { chosenVersions, isWanted } from './chosen-versions';
import { checkDestination, openDestination } from './destination';
import { putBack, type Tally } from './put-back';

/** Plain data, kept with the job. */
interface UnderWay {
  timeline: string;
  at: number;
  ready: Instant;
}

export class Restoring {
  constructor(
    private readonly s3: S3State,
    private readonly timelines: Timelines,
  ) {}

  /** Throws JobFailure. What is restored stays there until the end, also when the recovery point is deleted meanwhile. */
  begin(work: RestoreWork, { timeline, asked, lookAfter }: { timeline: Timeline; asked: AskedRestore; lookAfter: Duration }): RestoreBegun {
    openDestination(this.s3, work, asked);
    const at = asked.time ? lastMomentOf(asked.time) : (contentOf(work.point).at ?? 0);
    timeline.pin(holderOf(work.jobId), at);
    const content: UnderWay = { timeline: timeline.id, at, ready: work.now.plus(lookAfter) };
    return { resource: arnOfBucket(asked.bucket), content, lookAfter };
  }

  /** Objects appear at the end. Throws JobFailure. */
  async look(work: Omit<RestoreWork, 'tags'>, content: object): Promise<RestoreProgress> {
    // It was given by `begin`, and comes back as it was.
    const { timeline: id, at, ready } = content as UnderWay;
    const left = ready.since(work.now);
    if (left.milliseconds > 0) return { state: 'running', percent: 0, lookAfter: left };
    const timeline = this.timelines.get(id);
    try {
      const asked = askedRestore(work.point, work.metadata);
      const tally = timeline ? await this.#restore(work, asked, timeline.at(at)) : undefined;
      return ended(work.point, asked, tally, contentOf(work.point).bytes);
    } finally {
      timeline?.unpin(holderOf(work.jobId), this.s3.now());
      if (timeline) this.timelines.settle(timeline);
    }
  }

  /** Undefined where nothing matches what is asked for. */
  async #restore(work: Omit<RestoreWork, 'tags'>, asked: AskedRestore, there: readonly [string, readonly Version[]][]): Promise<Tally | undefined> {
    const bucket = this.s3.buckets.get(asked.bucket);
    checkDestination(this.s3, work, bucket, asked);
    const { acls, tags } = contentOf(work.point);
    const restored = { bucket, role: work.role, jobId: work.jobId, asked, acls, tags };
    let tally: Tally | undefined;
    for (const [key, versions] of there) {
      const chosen = isWanted(asked, key) ? this.#aged(chosenVersions(asked, versions), versions) : [];
      if (chosen.length === 0) continue;
      const one = await putBack(this.s3, restored, key, chosen);
      tally = { restored: (tally?.restored ?? 0) + one.restored, failed: (tally?.failed ?? 0) + one.failed };
    }
    return tally;
  }

  /** `stale-restore`: in the place of the latest object comes the one before it, when there is one. */
  #aged(chosen: readonly Version[], all: readonly Version[]): readonly Version[] {
    const newest = chosen.at(-1);
    if (newest?.kind !== 'object' || !this.s3.world.mischief.has('stale-restore')) return chosen;
    const older = all.slice(0, all.indexOf(newest)).findLast(({ kind }) => kind === 'object');
    return older ? [...chosen.slice(0, -1), older] : chosen;
  }
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-s3.html#s3-restore-messages */
function ended({ arn }: RecoveryPoint, { bucket }: AskedRestore, tally: Tally | undefined, sizeBytes: number): RestoreProgress {
  const resource = arnOfBucket(bucket);
  if (!tally) return { state: 'done', sizeBytes: 0, resource, message: `There are no objects that match the restore request for ${arn}.` };
  if (tally.failed === 0) return { state: 'done', sizeBytes, resource };
  const notice = 'To get notified of these failures, enable SNS event notifications.';
  if (tally.restored === 0) return { state: 'failed', resource, message: `No objects were restored from ${arn} to ${bucket}. ${notice}` };
  return { state: 'done', sizeBytes, resource, message: `One or more objects failed to be restored from ${arn} to ${bucket}. ${notice}` };
}

function holderOf(jobId: string): string {
  return `restore:${jobId}`;
}
