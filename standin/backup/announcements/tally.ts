/** Counts what happens for CloudWatch, and reports the sums every five minutes in which something did. */
import { Instant } from '../../../time/instant';
import { sampleOf } from '../../cloudwatch/data/bucket';
import type { MetricId } from '../../cloudwatch/data/series';
import type { Metrics } from '../../cloudwatch/metrics';
import type { Whereabouts } from '../../whereabouts';
import type { World } from '../../world';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html */
const every = 300_000;

export interface Dimensions {
  ResourceType: string;
  BackupVaultName: string;
}

export class Tally {
  /** By place, metric, vault and type. */
  readonly #counts = new Map<string, { id: Omit<MetricId, 'dimensions'>; dimensions: Dimensions; count: number }>();

  constructor(
    private readonly world: World,
    private readonly metrics: Metrics,
  ) {}

  count({ accountId, region }: Whereabouts, name: string, dimensions: Dimensions): void {
    const key = `${accountId} ${region} ${name} ${dimensions.BackupVaultName} ${dimensions.ResourceType}`;
    const counted = this.#counts.get(key);
    if (counted) {
      counted.count += 1;
      return;
    }
    if (this.#counts.size === 0) this.world.clock.schedule(next(this.world.clock.now()), () => this.#report());
    this.#counts.set(key, { id: { accountId, region, namespace: 'AWS/Backup', name }, dimensions, count: 1 });
  }

  #report(): void {
    const at = this.world.clock.now();
    const sums = new Map<string, { id: MetricId; count: number }>();
    for (const { id, dimensions, count } of this.#counts.values()) {
      const { BackupVaultName } = dimensions;
      for (const some of [{ BackupVaultName }, { ...dimensions }]) {
        const metric: MetricId = { ...id, dimensions: some };
        const key = JSON.stringify(metric);
        sums.set(key, { id: metric, count: (sums.get(key)?.count ?? 0) + count });
      }
    }
    this.#counts.clear();
    for (const { id, count } of sums.values()) this.metrics.report({ id, at, unit: 'Count', sample: sampleOf([count]), resolution: 60 });
  }
}

function next(now: Instant): Instant {
  return Instant.ofEpochMilliseconds((Math.floor(now.epochMilliseconds / every) + 1) * every);
}
