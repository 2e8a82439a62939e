/** The transitions of a rule: each into a class of its own, the colder the later, and never too soon into or out of infrequent access. */
import type { LifecycleRule, NoncurrentVersionTransition, Transition, TransitionStorageClass } from '@aws-sdk/client-s3';
import { invalidRequest, malformedXml } from '../../errors';
import { depthOf, transitionClasses } from '../waterfall';
import { nameOf } from './checked-filter';
import { checkMidnight, invalid, wholeNumber } from './refusals';

/** One transition, of current versions or of noncurrent ones. */
export interface Step {
  to: TransitionStorageClass | undefined;
  days?: number;
  date?: Date;
}

type Action = 'Transition' | 'NoncurrentVersionTransition';

/** An object is kept in infrequent access for at least so many days, and before as well. */
const leastDays = 30;
const archives: readonly string[] = ['GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'];

export function stepsOf(transitions: readonly Transition[]): Step[] {
  return transitions.map(({ StorageClass: to, Days: days, Date: date }) => ({ to, days, date }));
}

export function noncurrentSteps(transitions: readonly NoncurrentVersionTransition[]): Step[] {
  return transitions.map(({ StorageClass: to, NoncurrentDays: days }) => ({ to, days }));
}

/** Throws `MalformedXML`, `InvalidArgument` and `InvalidRequest`. */
export function checkTransitions(rule: LifecycleRule, action: Action, steps: readonly Step[]): void {
  const unit = action === 'Transition' ? 'Days' : 'NoncurrentDays';
  for (const step of steps) checkStep(action, unit, step);
  if (new Set(steps.map(({ to }) => to)).size < steps.length) {
    throw invalidRequest(`'StorageClass' must be different for '${action}' actions in same 'Rule' with ${nameOf(rule)}`);
  }
  if (steps.some(({ days }) => days !== undefined) && steps.some(({ date }) => date !== undefined)) {
    throw invalidRequest(`Found mixed 'Date' and 'Days' based Transition actions in lifecycle rule for ${nameOf(rule)}`);
  }
  const colder = [...steps].sort((a, b) => depth(a) - depth(b));
  for (const [index, step] of colder.entries()) {
    for (const before of colder.slice(0, index)) checkPair(rule, action, unit, [before, step]);
  }
}

function checkStep(action: Action, unit: string, { to, days, date }: Step): void {
  if (!transitionClasses.some((known) => known === to) || (days === undefined) === (date === undefined)) throw malformedXml();
  if (date) return checkMidnight(date);
  const count = wholeNumber(days);
  if (count < 0) throw invalid(`'${unit}' in ${action} action must be nonnegative`);
  if (isInfrequent(to) && count < leastDays) {
    throw invalid(`'${unit}' in ${action} action must be greater than or equal to ${leastDays} for storageClass '${to}'`);
  }
}

function checkPair(rule: LifecycleRule, action: Action, unit: string, [before, step]: [Step, Step]): void {
  const least = isInfrequent(before.to) && archives.includes(step.to ?? '') ? leastDays : 1;
  const place = (to: string | undefined): string => `in the '${action}' action for StorageClass '${to}' for ${nameOf(rule)}`;
  if (step.date && before.date && step.date.getTime() <= before.date.getTime()) {
    throw invalid(`'Date' ${place(step.to)} must be later than 'Date' ${place(before.to)}`);
  }
  if (step.days === undefined || before.days === undefined || step.days >= before.days + least) return;
  const rest = least === 1 ? 'greater than' : `${least} days more than`;
  throw invalid(`'${unit}' ${place(step.to)} must be ${rest} '${unit}' ${place(before.to)}`);
}

function isInfrequent(to: TransitionStorageClass | undefined): boolean {
  return to === 'STANDARD_IA' || to === 'ONEZONE_IA';
}

function depth({ to }: Step): number {
  return to === undefined ? 0 : depthOf(to);
}
