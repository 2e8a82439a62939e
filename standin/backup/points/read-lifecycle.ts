/** How long recovery points are kept, as callers say it and as answers do: https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html */
import type { Lifecycle as Asked } from '@aws-sdk/client-backup';
import { notServed } from '../refusals';
import type { Lifecycle } from './recovery-point';

const longest = 36_500;

/**
 * Empty where nothing is said, or −1, which is for good. `problem` makes the refusal of what is wrong with it.
 * Continuous recovery points are kept for 1 to 35 days and never go cold.
 */
export function readLifecycle(asked: Asked | undefined, problem: (message: string) => Error, continuous = false): Lifecycle {
  if (asked?.DeleteAfterEvent !== undefined) throw notServed('DeleteAfterEvent as an input');
  const [cold, kept] = [daysOf(asked?.MoveToColdStorageAfterDays), daysOf(asked?.DeleteAfterDays)];
  if (continuous && cold !== undefined) throw problem('Invalid lifecycle. MoveToColdStorageAfterDays is unavailable');
  if (cold !== undefined && !isBetween(cold, longest)) throw problem(`Invalid lifecycle. MoveToColdStorageAfterDays cannot be less than 1 or more than ${longest} days`);
  const most = continuous ? 35 : longest;
  if (continuous ? kept === undefined || !isBetween(kept, most) : kept !== undefined && !isBetween(kept, most)) {
    throw problem(`Invalid lifecycle. DeleteAfterDays cannot be less than 1 or more than ${most} days`);
  }
  if (cold !== undefined && kept !== undefined && kept < cold + 90) throw problem('Invalid lifecycle. DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays');
  return {
    ...(cold !== undefined && { moveToColdStorageAfterDays: cold }),
    ...(kept !== undefined && { deleteAfterDays: kept }),
    ...(asked?.OptInToArchiveForSupportedResources !== undefined && { optInToArchive: asked.OptInToArchiveForSupportedResources }),
  };
}

/** As answers show it; undefined where nothing was said. */
export function lifecycleAnswer({ moveToColdStorageAfterDays: cold, deleteAfterDays: kept, optInToArchive }: Lifecycle): Asked | undefined {
  const said = {
    ...(cold !== undefined && { MoveToColdStorageAfterDays: cold }),
    ...(kept !== undefined && { DeleteAfterDays: kept }),
    ...(optInToArchive !== undefined && { OptInToArchiveForSupportedResources: optInToArchive }),
  };
  return Object.keys(said).length > 0 ? said : undefined;
}

function daysOf(asked: number | undefined): number | undefined {
  return asked === -1 ? undefined : asked;
}

function isBetween(days: number, most: number): boolean {
  return Number.isInteger(days) && days >= 1 && days <= most;
}
