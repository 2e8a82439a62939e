/** The plan that a call names. */
import type { Call } from '../../service';
import { whereOf } from '../../whereabouts';
import type { BackupState } from '../backup-state';
import { required } from '../readers';
import { notFound } from '../refusals';
import type { Plan } from './plan';

interface Naming {
  BackupPlanId: string | undefined;
}

/** Deleted ones are told of, too. Throws ResourceNotFoundException. */
export function askedPlan(state: BackupState, { BackupPlanId }: Naming, call: Call): Plan {
  const id = required(BackupPlanId, 'BackupPlanId');
  const plan = state.plans.withId(whereOf(call), id);
  if (!plan) throw missing(id);
  return plan;
}

/** Throws ResourceNotFoundException for a deleted one, too. */
export function livingPlan(state: BackupState, naming: Naming, call: Call): Plan {
  const plan = askedPlan(state, naming, call);
  if (plan.deleted) throw missing(plan.id);
  return plan;
}

function missing(id: string): Error {
  return notFound(`Cannot find backup plan with id ${id}`);
}
