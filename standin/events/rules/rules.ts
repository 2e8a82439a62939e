/** The rules of all buses, and the patterns they match with. */
import { Table } from '../../durable/table';
import type { World } from '../../world';
import { Pattern } from '../../patterns/pattern';
import { type Event, eventJson } from '../event';
import type { Rule } from './rule';

const table = 'events.rules';

export class Rules {
  readonly #rules: Table<Rule>;
  readonly #patterns = new Map<string, Pattern>();
  readonly #listeners: ((arn: string) => void)[] = [];

  constructor(world: World) {
    this.#rules = new Table(world.journal, table);
  }

  find(arn: string): Rule | undefined {
    return this.#rules.get(arn);
  }

  all(): Iterable<Rule> {
    return this.#rules.values();
  }

  /** By name. */
  on(busArn: string): Rule[] {
    return [...this.#rules.values()].filter((rule) => rule.busArn === busArn).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  keep(rule: Rule): void {
    this.#rules.put(rule.arn, rule);
    this.#changed(rule.arn);
  }

  drop(arn: string): void {
    if (!this.#rules.get(arn)) return;
    this.#rules.delete(arn);
    this.#changed(arn);
  }

  /** The rules of a bus that an event sets off. */
  matching(busArn: string, event: Event): Rule[] {
    const json = eventJson(event);
    return [...this.#rules.values()].filter((rule) => rule.enabled && rule.busArn === busArn && rule.pattern !== undefined && this.#patternOf(rule.pattern).matches(json));
  }

  /** `listener` hears of each rule that was kept or dropped. */
  onChange(listener: (arn: string) => void): void {
    this.#listeners.push(listener);
  }

  #patternOf(text: string): Pattern {
    let pattern = this.#patterns.get(text);
    if (!pattern) this.#patterns.set(text, (pattern = Pattern.parse(text)));
    return pattern;
  }

  #changed(arn: string): void {
    for (const listener of this.#listeners) listener(arn);
  }
}
