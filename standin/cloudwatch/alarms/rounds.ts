/** When each alarm is looked at next: at the end of its period, and only while there is something to see. */
import { Instant } from '../../../time/instant';
import type { Scheduled } from '../../../time/event-queue';
import type { VirtualClock } from '../../../time/virtual-clock';
import type { Alarm } from './alarm';

/** Looks at an alarm at the end of one of its periods, and says whether there may be more to see at the next. */
export type Look = (alarm: Alarm, at: Instant) => boolean;

export class Rounds {
  readonly #due = new Map<Alarm, Instant>();
  #next: { at: Instant; event: Scheduled } | undefined;

  constructor(
    private readonly clock: VirtualClock,
    private readonly look: Look,
  ) {}

  /** Has the alarm looked at when its period ends, unless it is to be already. */
  wake(alarm: Alarm): void {
    if (this.#due.has(alarm)) return;
    this.#due.set(alarm, endOfPeriod(alarm, this.clock.now()));
    this.#arrange();
  }

  /** Has nobody look at the alarm any more. */
  drop(alarm: Alarm): void {
    this.#due.delete(alarm);
    this.#arrange();
  }

  /** All alarms that are due at one instant share one event: a day of many alarms is not many days. */
  #arrange(): void {
    let earliest: Instant | undefined;
    for (const at of this.#due.values()) if (!earliest || at.isBefore(earliest)) earliest = at;
    if (this.#next && earliest && this.#next.at.compare(earliest) === 0) return;
    this.#next?.event.cancel();
    this.#next = earliest && { at: earliest, event: this.clock.schedule(earliest, () => this.#go()) };
  }

  #go(): void {
    this.#next = undefined;
    const now = this.clock.now();
    for (const [alarm, at] of [...this.#due]) {
      if (at.isAfter(now)) continue;
      const again = this.look(alarm, at);
      // Whoever was told of what was seen may have dropped an alarm.
      if (!this.#due.has(alarm)) continue;
      if (again) this.#due.set(alarm, endOfPeriod(alarm, now));
      else this.#due.delete(alarm);
    }
    this.#arrange();
  }
}

function endOfPeriod({ settings }: Alarm, now: Instant): Instant {
  const period = settings.period * 1_000;
  return Instant.ofEpochMilliseconds((Math.floor(now.epochMilliseconds / period) + 1) * period);
}
