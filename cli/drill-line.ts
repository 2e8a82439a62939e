/** One drill on one line: phase, drill time elapsed, what is left of its objective. */
import type { Progress } from '../drill/run/progress';
import { Duration } from '../time/duration';
import { Instant } from '../time/instant';

export class DrillLine {
  #name: string;
  #began: Instant | undefined;
  #now: Instant | undefined;
  #fault: Instant | undefined;
  #objective: Duration | undefined;
  #doing = 'begins';
  #recovered = false;

  constructor(drill: string) {
    this.#name = drill;
  }

  apply(event: Progress): void {
    this.#now = Instant.parse(event.at);
    switch (event.type) {
      case 'begun':
        this.#name = event.scenario;
        this.#began = this.#now;
        this.#objective = event.rtoSeconds === null ? undefined : Duration.seconds(event.rtoSeconds);
        break;
      case 'phase':
        this.#doing = event.phase;
        break;
      case 'mark':
        if (event.mark === 'fault') this.#fault = this.#now;
        if (event.mark === 'service-ok') this.#recovered = true;
        this.#doing = event.mark;
        break;
      case 'ended':
        this.#doing = event.outcome === 'finished' ? event.verdict : `${event.outcome}: ${event.reason}`;
        this.#fault = undefined;
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

  #left(): string {
    if (!this.#fault || !this.#now || !this.#objective || this.#recovered) return '';
    const left = this.#objective.minus(this.#now.since(this.#fault));
    return left.compare(Duration.zero) > 0 ? `${left.inWords()} of objective left` : `${left.times(-1).inWords()} over the objective`;
  }
}
