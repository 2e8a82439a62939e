/** The CloudWatch metrics of the world, for the services that report them. */
import type { Instant } from '../../time/instant';
import type { EventBuses } from '../events/event-buses';
import type { Topics } from '../sns/topics';
import type { World } from '../world';

/** One data point. */
export interface Datum {
  accountId: string;
  region: string;
  /** `AWS/S3` */
  namespace: string;
  name: string;
  dimensions: Readonly<Record<string, string>>;
  value: number;
  /** A CloudWatch unit: `Seconds`, `Bytes`, `Count`. */
  unit: string;
  at: Instant;
}

export class Metrics {
  constructor(
    readonly world: World,
    readonly topics: Topics,
    readonly buses: EventBuses,
  ) {}

  put(datum: Datum): void {
    if (datum.name === '') return;
  }
}
