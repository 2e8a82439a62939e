/** One drill on one line: phase, drill time elapsed, what is left of its objective, or of the promise that it waits for. */
import type { Progress } from '../drill/run/progress';
import type { MarkName } from '../measure/marks';
import { Duration } from '../time/duration';
import { Instant } from '../time/instant';

/** A length of time that the plan allows between two marks. */
interface Allowed {
  what: 'objective' | 'promise';
  time: Duration;
  from: MarkName;
  to: MarkName;
}

export class DrillLine {
  #name: string;
  #began: Instant | undefined;
  #now: Instant | undefined;
  #doing = 'begins';
  /** The newest first: it is what the drill is busy with. */
  #allowed: Allowed[] = [];
  readonly #marks = new Map<MarkName, Instant>();

  constructor(drill: string) {
    this.#name = drill;
  }

  apply(event: Progress): void {
    this.#now = Instant.parse(event.at);
    switch (event.type) {
      case 'begun':
        this.#name = event.scenario;
        this.#began = this.#now;
        if (event.rtoSeconds !== null) this.#allow({ what: 'objective', time: Duration.seconds(event.rtoSeconds), from: 'fault', to: 'service-ok' });
        break;
      case 'phase':
        this.#doing = event.phase;
        break;
      case 'mark':
        this.#marks.set(event.mark, this.#now);
        this.#doing = event.mark;
        break;
      case 'promise':
        this.#allow({ what: 'promise', time: Duration.seconds(event.objectiveSeconds), from: event.from, to: event.to });
        break;
      case 'ended':
        this.#doing = event.outcome === 'finished' ? event.verdict : `${event.outcome}: ${event.reason}`;
        this.#allowed = [];
        break;
      case 'tick':
        break;
    }
  }

  /** `  00:47:10  restore-requested  1 h 38 min of objective left  Orders come back …`; after a day `42 d 05:21`, for then nobody counts seconds. */
  get text(): string {
    return [this.#elapsed(), this.#doing.padEnd(17), this.#left().padEnd(30), this.#name].join('  ');
  }

  #elapsed(): string {
    if (!this.#began || !this.#now) return ' '.repeat(10);
    const seconds = Math.floor(this.#now.since(this.#began).seconds);
    const days = Math.floor(seconds / 86_400);
    const [hour, minute, second] = [Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map((n) => String(n).padStart(2, '0'));
    return (days > 0 ? `${days} d ${hour}:${minute}` : `${hour}:${minute}:${second}`).padStart(10);
  }

  #allow(allowed: Allowed): void {
    this.#allowed.unshift(allowed);
  }

  #left(): string {
    const running = this.#allowed.find(({ from, to }) => this.#marks.has(from) && !this.#marks.has(to));
    const began = running && this.#marks.get(running.from);
    if (!began || !this.#now) return '';
    const left = running.time.minus(this.#now.since(began));
    return left.compare(Duration.zero) > 0 ? `${left.inWords()} of ${running.what} left` : `${left.times(-1).inWords()} over the ${running.what}`;
  }
}
