/** Which regions of the world are down. */
import type { Journal } from './durable/journal';

const table = 'outages';

/** Services that are not of any region, and so outlive all: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html */
const everywhere: ReadonlySet<string> = new Set(['iam', 'sts', 'route53']);

export class Outages {
  readonly #down: Set<string>;
  readonly #listeners: ((region: string) => void)[] = [];
  readonly #lossListeners: ((region: string) => void)[] = [];

  constructor(private readonly journal: Journal) {
    this.#down = new Set(journal.take<true>(table).keys());
  }

  isDown(region: string): boolean {
    return this.#down.has(region);
  }

  /** Whether a service, by its SigV4 name, answers in a region. */
  reaches(service: string, region: string): boolean {
    return !this.#down.has(region) || everywhere.has(service);
  }

  /** Nothing in that region answers from now on; what is in it stays. */
  take(region: string): void {
    this.journal.put(table, region, true);
    this.#down.add(region);
    for (const listener of this.#lossListeners) listener(region);
  }

  /** The region answers again, and what waited for it goes on. */
  bringBack(region: string): void {
    if (!this.#down.has(region)) return;
    this.journal.delete(table, region);
    this.#down.delete(region);
    for (const listener of this.#listeners) listener(region);
  }

  /** `listener` hears of each region that is down from now on. */
  onLoss(listener: (region: string) => void): void {
    this.#lossListeners.push(listener);
  }

  /** `listener` hears of each region that has come back. */
  onReturn(listener: (region: string) => void): void {
    this.#listeners.push(listener);
  }
}
