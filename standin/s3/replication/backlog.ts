/** What is on its way, kept by rule and destination so that it can be counted and found at any time. */
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import type { Bucket } from '../buckets/bucket';
import type { Delivery, Version } from '../keys/version';

/** One version, or a change of it, on its way to one destination. */
export interface Errand {
  source: Bucket;
  key: string;
  version: Version;
  /** The id of its rule, and the name of the destination bucket. */
  rule: string;
  destination: string;
  what: Delivery['what'];
  since: Instant;
}

/** All that goes by one rule to one destination. */
export class Flow {
  /** Those that have waited longest come first. */
  readonly pending = new Set<Errand>();
  #bytes = 0;
  #settled = 0;
  #failed = 0;
  #slowest = Duration.zero;

  constructor(readonly destination: string) {}

  /** Bytes that are pending; changes of what is already there count none. */
  get bytes(): number {
    return this.#bytes;
  }

  add(errand: Errand): void {
    this.pending.add(errand);
    this.#bytes += bytesOf(errand);
  }

  settle(errand: Errand, at: Instant, failed: boolean): void {
    if (!this.pending.delete(errand)) return;
    this.#bytes -= bytesOf(errand);
    this.#settled += 1;
    if (failed) this.#failed += 1;
    else this.#slowest = Duration.max(this.#slowest, at.since(errand.since));
  }

  /** What has happened since this was last asked. */
  takeTally(): { settled: number; failed: number; slowest: Duration } {
    const tally = { settled: this.#settled, failed: this.#failed, slowest: this.#slowest };
    [this.#settled, this.#failed, this.#slowest] = [0, 0, Duration.zero];
    return tally;
  }
}

export class Backlog {
  readonly #flows = new Map<Bucket, Map<string, Flow>>();

  add(errand: Errand): void {
    this.flow(errand.source, errand.rule, errand.destination).add(errand);
  }

  has(errand: Errand): boolean {
    return this.flow(errand.source, errand.rule, errand.destination).pending.has(errand);
  }

  flow(source: Bucket, rule: string, destination: string): Flow {
    let flows = this.#flows.get(source);
    if (!flows) this.#flows.set(source, (flows = new Map<string, Flow>()));
    // No bucket's name holds a slash.
    const name = `${destination}/${rule}`;
    let flow = flows.get(name);
    if (!flow) flows.set(name, (flow = new Flow(destination)));
    return flow;
  }

  /** What is on its way from a bucket, as it is now. */
  pendingFrom(source: Bucket): readonly Errand[] {
    return [...(this.#flows.get(source)?.values() ?? [])].flatMap(({ pending }) => [...pending]);
  }
}

function bytesOf({ what, version }: Errand): number {
  return what === 'version' && version.kind === 'object' ? version.size : 0;
}
