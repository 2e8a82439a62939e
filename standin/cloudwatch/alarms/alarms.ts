/** The alarms of the world: kept, looked at as their metrics come in, and set. */
import type { StateValue } from '@aws-sdk/client-cloudwatch';
import type { Instant } from '../../../time/instant';
import type { EventBuses } from '../../events/event-buses';
import type { Topics } from '../../sns/topics';
import type { World } from '../../world';
import { periodsOf } from '../data/points';
import { keyOf } from '../data/series';
import { type Statistic, statisticNamed } from '../data/statistic';
import type { Metrics } from '../metrics';
import type { Alarm, AlarmState } from './alarm';
import { announce } from './announce';
import { AlarmHistory } from './history';
import { judge, periodsLookedAt } from './judge';
import { reasonDataOf, reasonOf, type AlarmPoint } from './reasons';
import { Rounds } from './rounds';

/** What alarms watch and tell. */
export interface AlarmNeighbours {
  metrics: Metrics;
  topics: Topics;
  buses: EventBuses;
}

type Listener = (alarm: Alarm) => void;

/** What follows from an alarm's settings, made ready once. */
interface Watched {
  metricKey: string;
  statistic: Statistic;
}

const table = 'cloudwatch.alarms';

export class Alarms {
  readonly history: AlarmHistory;
  readonly #alarms = new Map<string, Alarm>();
  readonly #byMetric = new Map<string, Set<Alarm>>();
  readonly #watched = new WeakMap<Alarm, Watched>();
  readonly #rounds: Rounds;
  readonly #listeners: Listener[] = [];

  constructor(
    private readonly world: World,
    private readonly neighbours: AlarmNeighbours,
  ) {
    this.history = new AlarmHistory(world);
    this.#rounds = new Rounds(world.clock, (alarm, at) => this.#look(alarm, at));
    neighbours.metrics.onReport((key) => this.#byMetric.get(key)?.forEach((alarm) => this.#rounds.wake(alarm)));
    for (const alarm of world.journal.take<Alarm>(table).values()) this.#begin(alarm);
  }

  find(arn: string): Alarm | undefined {
    return this.#alarms.get(arn);
  }

  /** The alarms of a region, by name. */
  in(accountId: string, region: string): Alarm[] {
    const here = [...this.#alarms.values()].filter((alarm) => alarm.accountId === accountId && alarm.region === region);
    return here.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Puts an alarm in the place of the one with the same ARN, if there is one. */
  put(alarm: Alarm): void {
    this.world.journal.put(table, alarm.arn, alarm);
    this.#end(alarm.arn);
    this.#begin(alarm);
  }

  delete(arn: string): void {
    if (!this.#alarms.has(arn)) return;
    this.world.journal.delete(table, arn);
    this.#end(arn);
  }

  /** Changes what does not bear on how the alarm is looked at. */
  change(alarm: Alarm, change: Partial<Pick<Alarm, 'tags' | 'settings'>>): void {
    this.world.journal.put(table, alarm.arn, { ...alarm, ...change });
    Object.assign(alarm, change);
  }

  /** Sets an alarm's state by hand, until it is looked at again. */
  set(alarm: Alarm, state: Pick<AlarmState, 'value' | 'reason' | 'reasonData'>): void {
    this.#become(alarm, state);
    this.#rounds.wake(alarm);
  }

  /** `listener` hears of each alarm whose state has become another. */
  onChange(listener: Listener): void {
    this.#listeners.push(listener);
  }

  #begin(alarm: Alarm): void {
    this.#alarms.set(alarm.arn, alarm);
    const { metricKey: key } = this.#watchedBy(alarm);
    this.#byMetric.set(key, (this.#byMetric.get(key) ?? new Set()).add(alarm));
    this.#rounds.wake(alarm);
  }

  #end(arn: string): void {
    const alarm = this.#alarms.get(arn);
    if (!alarm) return;
    this.#alarms.delete(arn);
    this.#byMetric.get(this.#watchedBy(alarm).metricKey)?.delete(alarm);
    this.#rounds.drop(alarm);
  }

  #watchedBy(alarm: Alarm): Watched {
    let watched = this.#watched.get(alarm);
    if (!watched) {
      const { metric, statistic } = alarm.settings;
      this.#watched.set(alarm, (watched = { metricKey: keyOf(metric), statistic: statisticNamed(statistic) }));
    }
    return watched;
  }

  /** Whether there may be another thing to see one period later, if nothing is reported until then. */
  #look(alarm: Alarm, at: Instant): boolean {
    // A region that is down evaluates nothing and tells nobody.
    if (this.world.outages.isDown(alarm.region)) return true;
    const { settings } = alarm;
    const { metricKey, statistic } = this.#watchedBy(alarm);
    const series = this.neighbours.metrics.seriesOfKey(metricKey);
    const to = at.epochMilliseconds / 1_000;
    const looked = periodsLookedAt(settings.evaluationPeriods);
    const from = to - looked * settings.period;
    const points: (AlarmPoint | undefined)[] = Array.from({ length: looked }, () => undefined);
    for (const { at: then, sample } of periodsOf(series, { from, to, period: settings.period, unit: settings.unit })) {
      const value = statistic(sample);
      if (value !== undefined) points[(then.epochMilliseconds / 1_000 - from) / settings.period] = { at: then, value, samples: sample.samples };
    }
    const judgement = judge(points, settings);
    if (judgement.value && judgement.value !== alarm.state.value) {
      this.#become(alarm, { value: judgement.value, reason: reasonOf(alarm, judgement.value, judgement), reasonData: reasonDataOf(alarm, judgement, at) });
    }
    return judgement.counted.length > 0 || (series?.latest ?? 0) > to;
  }

  #become(alarm: Alarm, next: { value: StateValue; reason: string; reasonData?: string }): void {
    const now = this.world.clock.now();
    const before = alarm.state;
    const isNew = before.value !== next.value;
    const state: AlarmState = { ...next, updated: now, since: isNew ? now : before.since };
    this.world.journal.put(table, alarm.arn, { ...alarm, state });
    alarm.state = state;
    if (!isNew) return;
    announce(alarm, before, { ...this.neighbours, history: this.history });
    for (const listener of this.#listeners) listener(alarm);
  }
}
