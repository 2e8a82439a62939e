/** Lifecycle runs at each midnight UTC, for as long as some bucket has a rule that is enabled. */
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import type { S3State } from '../state';
import { compiledRules } from './compiled-rules';
import { evaluateBucket } from './evaluate-bucket';
import { midnightFrom } from './midnight';

export class DailyRuns {
  #next: { cancel(): void } | undefined;

  constructor(private readonly state: S3State) {}

  /** To be called when rules came or went: has the next run scheduled if there is anything to run for, and none otherwise. */
  arm(from: Instant = this.state.now()): void {
    const buckets = [...this.state.buckets.values()];
    if (!buckets.some(({ settings }) => compiledRules(settings.lifecycle).length)) {
      this.#next?.cancel();
      this.#next = undefined;
      return;
    }
    const midnight = midnightFrom(from);
    this.#next ??= this.state.world.clock.schedule(midnight, () => this.#run(midnight));
  }

  /** A region that is down does nothing; what was due there is done at the first midnight after. */
  #run(midnight: Instant): void {
    this.#next = undefined;
    const { world } = this.state;
    for (const bucket of this.state.buckets.values()) {
      if (world.outages.isDown(bucket.origin.region)) continue;
      try {
        evaluateBucket(this.state, bucket, midnight);
      } catch (error) {
        world.onFault(error, `s3 lifecycle of ${bucket.name}`);
      }
    }
    this.arm(midnight.plus(Duration.milliseconds(1)));
  }
}
