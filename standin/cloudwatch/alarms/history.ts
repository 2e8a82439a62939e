/** What happened to alarms: told also after an alarm is gone, for as long as CloudWatch tells it. */
import type { HistoryItemType } from '@aws-sdk/client-cloudwatch';
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import type { World } from '../../world';

export interface HistoryItem {
  accountId: string;
  region: string;
  alarmName: string;
  at: Instant;
  type: HistoryItemType;
  summary: string;
  /** JSON. */
  data: string;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html */
const keptFor = Duration.days(30);
const table = 'cloudwatch.alarm-history';

export class AlarmHistory {
  /** The oldest first, by the number it was given. */
  readonly #items = new Map<number, HistoryItem>();
  #count = 0;

  constructor(private readonly world: World) {
    for (const [key, item] of world.journal.take<HistoryItem>(table)) {
      this.#items.set(Number(key), item);
      this.#count = Math.max(this.#count, Number(key));
    }
  }

  add(item: Omit<HistoryItem, 'at'>): void {
    this.#forget();
    this.#count += 1;
    const dated = { ...item, at: this.world.clock.now() };
    this.world.journal.put(table, String(this.#count), dated);
    this.#items.set(this.#count, dated);
  }

  /** The oldest first. */
  of(accountId: string, region: string): HistoryItem[] {
    this.#forget();
    return [...this.#items.values()].filter((item) => item.accountId === accountId && item.region === region);
  }

  #forget(): void {
    const oldest = this.world.clock.now().minus(keptFor);
    for (const [number, { at }] of this.#items) {
      if (!at.isBefore(oldest)) return;
      this.world.journal.delete(table, String(number));
      this.#items.delete(number);
    }
  }
}
