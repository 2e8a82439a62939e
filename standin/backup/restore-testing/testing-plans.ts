/** The restore testing plans of the world and what they select. */
import { Table } from '../../durable/table';
import type { Whereabouts } from '../../whereabouts';
import type { World } from '../../world';
import type { TestingPlan, TestingSelection } from './testing-plan';

export class TestingPlans {
  readonly #plans: Table<TestingPlan>;
  readonly #selections: Table<TestingSelection>;
  readonly #listeners: ((plan: Whereabouts & { name: string }) => void)[] = [];

  constructor(world: World) {
    this.#plans = new Table(world.journal, 'backup.testing-plans');
    this.#selections = new Table(world.journal, 'backup.testing-selections');
  }

  /** `listener` hears of each plan that was made, changed or deleted, or whose selections were. */
  onChange(listener: (plan: Whereabouts & { name: string }) => void): void {
    this.#listeners.push(listener);
  }

  named(where: Whereabouts, name: string): TestingPlan | undefined {
    return this.#plans.get(keyOf(where, name));
  }

  withArn(arn: string): TestingPlan | undefined {
    return [...this.#plans.values()].find((plan) => plan.arn === arn);
  }

  /** Of every account and region; oldest first. */
  values(): IterableIterator<TestingPlan> {
    return this.#plans.values();
  }

  /** Oldest first. */
  in({ accountId, region }: Whereabouts): TestingPlan[] {
    return [...this.#plans.values()].filter((plan) => plan.accountId === accountId && plan.region === region);
  }

  keep(plan: TestingPlan): TestingPlan {
    this.#plans.put(keyOf(plan, plan.name), plan);
    this.#tell(plan);
    return plan;
  }

  drop(plan: TestingPlan): void {
    this.#plans.delete(keyOf(plan, plan.name));
    this.#tell(plan);
  }

  /** Oldest first. */
  selectionsOf(plan: Whereabouts & { name: string }): TestingSelection[] {
    const begin = keyOf(plan, plan.name);
    return [...this.#selections.values()].filter((selection) => keyOf(selection, selection.planName) === begin);
  }

  selection(where: Whereabouts, planName: string, name: string): TestingSelection | undefined {
    return this.#selections.get(keyOf(where, planName, name));
  }

  keepSelection(selection: TestingSelection): TestingSelection {
    this.#selections.put(keyOf(selection, selection.planName, selection.name), selection);
    this.#tell({ ...selection, name: selection.planName });
    return selection;
  }

  dropSelection(selection: TestingSelection): void {
    this.#selections.delete(keyOf(selection, selection.planName, selection.name));
    this.#tell({ ...selection, name: selection.planName });
  }

  #tell(plan: Whereabouts & { name: string }): void {
    for (const listener of this.#listeners) listener(plan);
  }
}

function keyOf({ accountId, region }: Whereabouts, ...names: readonly string[]): string {
  return [accountId, region, ...names].join(':');
}
