/** Brings what a trail is to log into its bucket: about every five minutes while something waits. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import { AwsError } from '../../aws-error';
import { Table } from '../../durable/table';
import type { Topics } from '../../sns/topics';
import { draw } from '../../timings';
import type { World } from '../../world';
import { type CallEvent, eventJson } from '../record/call-event';
import { folderOf, type LogBucket } from './log-bucket';
import type { Trail } from './trail';
import type { Trails } from './trails';

interface Waiting {
  trailArn: string;
  event: CallEvent;
}

const table = 'cloudtrail.waiting';
const compress = promisify(gzip);
const fileNameLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** How long what cannot be delivered is tried again, and how often: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trails.html says thirty days. */
const triedFor = Duration.days(30);
const triedAgainAfter = Duration.hours(1);

export class Deliveries {
  readonly #waiting: Table<Waiting>;
  readonly #due = new Set<string>();
  #files = 0;

  constructor(
    private readonly world: World,
    private readonly trails: Trails,
    private readonly to: { bucket: LogBucket; topics: Topics },
  ) {
    this.#waiting = new Table(world.journal, table);
    for (const { trailArn } of [...this.#waiting.values()]) this.#schedule(trailArn, world.clock.now());
  }

  leave(trail: Trail, event: CallEvent): void {
    this.#waiting.put(`${trail.arn} ${event.id}`, { trailArn: trail.arn, event });
    this.#schedule(trail.arn, this.world.clock.now().plus(draw(this.world.chance, 'cloudtrail.delivery', trail.arn, event.id)));
  }

  #schedule(trailArn: string, at: Instant): void {
    if (this.#due.has(trailArn)) return;
    this.#due.add(trailArn);
    this.world.clock.schedule(at, async () => {
      this.#due.delete(trailArn);
      await this.#deliver(trailArn);
    });
  }

  async #deliver(trailArn: string): Promise<void> {
    const trail = this.trails.byArn(trailArn);
    const events = [...this.#waiting.values()].filter((waiting) => waiting.trailArn === trailArn).map(({ event }) => event);
    const now = this.world.clock.now();
    const error = trail && (await this.#putAll(trail, events));
    // It may have been changed, or deleted, while its files were written.
    const after = this.trails.byArn(trailArn);
    if (after) this.trails.keep({ ...after, attempt: { at: now, ...(error !== undefined && { error }) }, ...(error === undefined && { delivered: now }) });
    const kept = error === undefined ? [] : events.filter(({ at }) => !at.plus(triedFor).isBefore(now));
    for (const event of events) if (!kept.includes(event)) this.#waiting.delete(`${trailArn} ${event.id}`);
    if (kept.length > 0) this.#schedule(trailArn, now.plus(triedAgainAfter));
  }

  /** One file for each region. Answers with the code of what S3 refuses. */
  async #putAll(trail: Trail, events: readonly CallEvent[]): Promise<string | undefined> {
    try {
      for (const region of new Set(events.map((event) => event.region))) {
        const key = this.#keyOf(trail, region);
        const records = { Records: events.filter((event) => event.region === region).map(eventJson) };
        await this.to.bucket.put(trail, key, await compress(JSON.stringify(records)));
        this.#announce(trail, key);
      }
      return undefined;
    } catch (error) {
      if (!(error instanceof AwsError)) this.world.onFault(error, `cloudtrail delivery of ${trail.arn}`);
      return error instanceof AwsError ? error.code : 'InternalError';
    }
  }

  /** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html */
  #keyOf(trail: Trail, region: string): string {
    const at = this.world.clock.now();
    const [day = '', time = ''] = at.toString().split('T');
    this.#files += 1;
    const unique = this.world.chance.letters(fileNameLetters, 16, 'cloudtrail', 'file', trail.arn, region, at.epochMilliseconds, this.#files);
    const stamp = `${day.replaceAll('-', '')}T${time.slice(0, 5).replace(':', '')}Z`;
    return `${folderOf(trail)}/CloudTrail/${region}/${day.replaceAll('-', '/')}/${trail.accountId}_CloudTrail_${region}_${stamp}_${unique}.json.gz`;
  }

  #announce({ topicArn, arn, accountId, bucket }: Trail, key: string): void {
    if (topicArn === undefined) return;
    const from = { service: 'cloudtrail.amazonaws.com', sourceArn: arn, sourceAccount: accountId };
    this.to.topics.publish({ topicArn, from, message: JSON.stringify({ s3Bucket: bucket, s3ObjectKey: [key] }) });
  }
}
