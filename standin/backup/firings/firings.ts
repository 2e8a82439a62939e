/** Has the rules of plans come round: one event of the clock for each rule that has something to protect. */
import type { Scheduled } from '../../../time/event-queue';
import type { Instant } from '../../../time/instant';
import type { BackupState } from '../backup-state';
import type { Plan, Rule } from '../plans/plan';
import { nextFiring } from '../plans/schedule';
import { fire } from './fire';

export class Firings {
  /** By plan. */
  readonly #scheduled = new Map<string, Scheduled[]>();

  constructor(private readonly state: BackupState) {
    state.plans.onChange((arn) => this.#arm(arn));
    for (const { arn } of state.plans.values()) this.#arm(arn);
  }

  #arm(planArn: string): void {
    for (const event of this.#scheduled.get(planArn) ?? []) event.cancel();
    this.#scheduled.delete(planArn);
    const plan = this.state.plans.withArn(planArn);
    if (!plan || this.state.plans.selectionsOf(plan).length === 0) return;
    const events: Scheduled[] = [];
    this.#scheduled.set(planArn, events);
    for (const { id } of plan.current.rules) this.#armRule(events, { planArn, ruleId: id, after: this.state.now() });
  }

  #armRule(events: Scheduled[], { planArn, ruleId, after }: { planArn: string; ruleId: string; after: Instant }): void {
    const at = nextOf(this.#find(planArn, ruleId)?.rule, after);
    if (!at) return;
    const event = this.state.world.clock.schedule(at, () => {
      events.splice(events.indexOf(event), 1);
      const found = this.#find(planArn, ruleId);
      if (!found) return;
      fire(this.state, { ...found, at });
      this.#armRule(events, { planArn, ruleId, after: at });
    });
    events.push(event);
  }

  #find(planArn: string, ruleId: string): { plan: Plan; rule: Rule } | undefined {
    const plan = this.state.plans.withArn(planArn);
    const rule = plan?.current.rules.find(({ id }) => id === ruleId);
    return plan && rule && { plan, rule };
  }
}

function nextOf(rule: Rule | undefined, after: Instant): Instant | undefined {
  return rule && nextFiring(rule, after);
}
