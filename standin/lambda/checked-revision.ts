/** Whether a function may be changed just now. https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html */
import { refusals } from './refusals';
import type { Version } from './rows';

/** Throws ResourceConflictException while it is being made or changed. */
export function checkNotChanging({ functionArn, state, update }: Version): void {
  if (state === 'Pending') throw refusals.conflict('The operation cannot be performed at this time. The function is currently in the following state: Pending');
  if (update === 'InProgress') throw refusals.conflict(`The operation cannot be performed at this time. An update is in progress for resource: ${functionArn}`);
}
