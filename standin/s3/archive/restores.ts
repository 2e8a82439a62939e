/** The copies that are being brought back from archives: each arrives in its tier's time, and goes when its days are over. */
import type { Tier } from '@aws-sdk/client-s3';
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import { draw, type TimingName } from '../../timings';
import type { Bucket } from '../buckets/bucket';
import type { ObjectVersion, RestoredCopy } from '../keys/version';
import { midnightFrom } from '../lifecycle/midnight';
import type { S3State } from '../state';
import type { ArchiveClass } from './archived';

/** A version, and where it is. */
export interface Archived {
  bucket: Bucket;
  key: string;
  version: ObjectVersion;
}

interface Asked {
  archive: ArchiveClass;
  tier: Tier;
  days: number;
}

const timings = {
  GLACIER: { Expedited: 's3.restore.glacier.expedited', Standard: 's3.restore.glacier.standard', Bulk: 's3.restore.glacier.bulk' },
  // There is no Expedited for it, which was refused before.
  DEEP_ARCHIVE: { Expedited: 's3.restore.deep-archive.standard', Standard: 's3.restore.deep-archive.standard', Bulk: 's3.restore.deep-archive.bulk' },
} as const satisfies Record<ArchiveClass, Record<Tier, TimingName>>;

export class Restores {
  constructor(private readonly state: S3State) {}

  /** Sends for a copy, or sends for it anew by a faster tier. */
  begin(place: Archived, { archive, tier, days }: Asked): void {
    const { chance, mischief } = this.state.world;
    const requestedAt = this.state.now();
    const { bucket, key, version } = place;
    const takes = draw(chance, timings[archive][tier], bucket.name, key, version.id, requestedAt.epochMilliseconds).times(mischief.has('slow-restore') ? 10 : 1);
    const readyAt = requestedAt.plus(takes);
    this.#set(place, { requestedAt, readyAt, until: keptUntil(requestedAt, days, readyAt), tier });
  }

  /** Keeps a copy that is there for so many days from now. */
  keep(place: Archived, days: number): void {
    const { restored } = place.version;
    if (restored) this.#set(place, { ...restored, until: keptUntil(this.state.now(), days, restored.readyAt) });
  }

  /** Takes up what was on its way, or was to go, when the state was left. */
  revive(): void {
    for (const bucket of this.state.buckets.values()) {
      for (const [, history] of bucket.histories.from('')) {
        for (const version of history.newestFirst()) {
          if (version.kind === 'object' && version.restored) this.#schedule({ bucket, key: history.key, version }, version.restored);
        }
      }
    }
  }

  #set(place: Archived, restored: RestoredCopy): void {
    place.bucket.change(place.key, place.version, { restored });
    this.#schedule(place, restored);
  }

  /** What is scheduled counts only while this very restore does: it may have been replaced, and the version may be gone. */
  #schedule(place: Archived, restored: RestoredCopy): void {
    const { clock } = this.state.world;
    const { bucket, key, version } = place;
    const counts = (): boolean => version.restored === restored && bucket.history(key)?.find(version.id) === version;
    if (restored.readyAt.isAfter(clock.now())) {
      clock.schedule(restored.readyAt, () => {
        if (counts()) this.state.happenings.tell({ name: 'ObjectRestore:Completed', bucket, key, version });
      });
    }
    clock.schedule(restored.until, () => {
      if (!counts()) return;
      bucket.change(key, version, { restored: undefined });
      this.state.happenings.tell({ name: 'ObjectRestore:Delete', bucket, key, version });
    });
  }
}

/**
 * The days count from the request, to the midnight after: https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects.html.
 * Of a copy that arrives when its days are over already AWS says nothing; here it stays until the midnight after.
 */
function keptUntil(from: Instant, days: number, readyAt: Instant): Instant {
  const until = midnightFrom(from.plus(Duration.days(days)));
  return until.isAfter(readyAt) ? until : midnightFrom(readyAt.plus(Duration.milliseconds(1)));
}
