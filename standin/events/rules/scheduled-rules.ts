/** Sets off the rules that have schedules, when these come round; a rule that nobody would hear of is left alone. */
import type { Scheduled } from '../../../time/event-queue';
import type { World } from '../../world';
import type { Rule } from './rule';
import type { Rules } from './rules';
import { parseSchedule } from '../../schedules/schedule';

export class ScheduledRules {
  readonly #due = new Map<string, Scheduled>();

  constructor(
    private readonly world: World,
    private readonly rules: Rules,
    private readonly setOff: (rule: Rule) => void,
  ) {
    for (const { arn } of rules.all()) this.#arrange(arn);
    rules.onChange((arn) => this.#arrange(arn));
  }

  #arrange(arn: string): void {
    this.#due.get(arn)?.cancel();
    this.#due.delete(arn);
    const rule = this.rules.find(arn);
    if (!rule?.enabled || rule.schedule === undefined || rule.targets.length === 0) return;
    const next = parseSchedule(rule.schedule).next(this.world.clock.now(), rule.since);
    if (next) this.#due.set(arn, this.world.clock.schedule(next, () => this.#comeRound(arn)));
  }

  #comeRound(arn: string): void {
    const rule = this.rules.find(arn);
    if (rule) this.setOff(rule);
    this.#arrange(arn);
  }
}
