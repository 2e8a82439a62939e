/** The backup plans of the world and what they select. */
import type { Instant } from '../../../time/instant';
import { Table } from '../../durable/table';
import type { Whereabouts } from '../../whereabouts';
import type { World } from '../../world';
import { arnOf } from '../arns';
import type { Plan, Selection } from './plan';

/** Told of a plan that was put, deleted, or whose selections were. */
export type PlanListener = (planArn: string) => void;

export class Plans {
  readonly #plans: Table<Plan>;
  readonly #selections: Table<Selection>;
  readonly #byPlan = new Map<string, Set<string>>();
  readonly #listeners: PlanListener[] = [];

  constructor(world: World) {
    this.#plans = new Table(world.journal, 'backup.plans');
    this.#selections = new Table(world.journal, 'backup.selections');
    for (const selection of this.#selections.values()) this.#index(selection);
  }

  onChange(listener: PlanListener): void {
    this.#listeners.push(listener);
  }

  /** Deleted ones, too. */
  withArn(arn: string): Plan | undefined {
    return this.#plans.get(arn);
  }

  /** Deleted ones, too. */
  withId(where: Whereabouts, id: string): Plan | undefined {
    return this.#plans.get(arnOf(where, 'backup-plan', id));
  }

  /** Those of every account and region, deleted ones too; oldest first. */
  values(): IterableIterator<Plan> {
    return this.#plans.values();
  }

  /** Deleted ones, too; oldest first. */
  in({ accountId, region }: Whereabouts): Plan[] {
    return [...this.#plans.values()].filter((plan) => plan.accountId === accountId && plan.region === region);
  }

  keep(plan: Plan): Plan {
    this.#plans.put(plan.arn, plan);
    this.#tell(plan.arn);
    return plan;
  }

  /** Puts on record that a rule of a plan came round, which changes nothing of the plan. */
  ran(plan: Plan, at: Instant): void {
    this.#plans.put(plan.arn, { ...plan, lastRun: at });
  }

  /** Oldest first. */
  selectionsOf(plan: Plan): Selection[] {
    return [...(this.#byPlan.get(plan.arn) ?? [])].flatMap((id) => this.#selections.get(id) ?? []);
  }

  keepSelection(selection: Selection): Selection {
    this.#selections.put(selection.id, selection);
    this.#index(selection);
    this.#tell(planArnOf(selection));
    return selection;
  }

  dropSelection(selection: Selection): void {
    this.#selections.delete(selection.id);
    this.#byPlan.get(planArnOf(selection))?.delete(selection.id);
    this.#tell(planArnOf(selection));
  }

  #index(selection: Selection): void {
    const arn = planArnOf(selection);
    const ids = this.#byPlan.get(arn) ?? new Set<string>();
    this.#byPlan.set(arn, ids.add(selection.id));
  }

  #tell(planArn: string): void {
    for (const listener of this.#listeners) listener(planArn);
  }
}

function planArnOf(selection: Selection): string {
  return arnOf(selection, 'backup-plan', selection.planId);
}
