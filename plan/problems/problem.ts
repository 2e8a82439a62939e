/** Something that is wrong with a plan, at one place of it. */
import type { PlanDocument } from '../document';

export interface PlanProblem {
  /** Keys from the top of the plan to the place. */
  path: readonly (string | number)[];
  /** What is wrong, and what to do. */
  message: string;
  /** True when the name at the end of the path is wrong, not the value under it. */
  onName?: boolean;
}

/** Looks for ways to break one promise of a plan that has the right shape. */
export type FindProblems = (plan: PlanDocument) => PlanProblem[];
