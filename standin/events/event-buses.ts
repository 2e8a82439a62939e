/** The EventBridge buses of the world, for the services that put events on them. */
import type { Instant } from '../../time/instant';
import type { Topics } from '../sns/topics';
import type { World } from '../world';

/** An event of an AWS service, which goes to the default bus of its account and region. */
export interface ServiceEvent {
  accountId: string;
  region: string;
  /** `aws.s3` */
  source: string;
  /** `Object Created` */
  detailType: string;
  resources: readonly string[];
  detail: Readonly<Record<string, unknown>>;
  time: Instant;
}

export class EventBuses {
  constructor(
    readonly world: World,
    readonly topics: Topics,
  ) {}

  /** Matches the event against the rules of its bus and hands it to their targets. */
  put(event: ServiceEvent): void {
    if (event.source === '') return;
  }
}
