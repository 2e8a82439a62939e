/** To which moment a continuous recovery point is to be restored. */
import { Instant } from '../../../time/instant';
import type { ResourceKind } from '../kinds/kind';
import type { RecoveryPoint } from '../points/recovery-point';
import { invalidParameter } from '../refusals';

/**
 * Throws InvalidParameterValueException where no moment is named, or one that the recovery point does not reach.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html
 */
export function checkMoment(kind: ResourceKind, point: RecoveryPoint, metadata: Readonly<Record<string, string>>): void {
  if (!point.continuous) return;
  const window = kind.continuous?.window(point);
  if (!window) throw invalidParameter('The continuous backup has no restorable time yet.');
  // Types take the names of their metadata in any case.
  const named = (name: string): string | undefined => Object.entries(metadata).find(([key]) => key.toLowerCase() === name)?.[1];
  const [asked, latest] = [named('restoretime'), named('uselatestrestorabletime')];
  if (asked === undefined) {
    if (latest?.toLowerCase() === 'true') return;
    throw invalidParameter('Restore metadata is invalid. A continuous backup needs RestoreTime or UseLatestRestorableTime.');
  }
  if (latest?.toLowerCase() === 'true') throw invalidParameter('Restore metadata is invalid. RestoreTime and UseLatestRestorableTime exclude each other.');
  const moment = momentOf(asked);
  if (moment.isBefore(window.from) || moment.isAfter(window.to)) {
    throw invalidParameter(`Restore metadata is invalid. RestoreTime must be between ${window.from.toString()} and ${window.to.toString()}.`);
  }
}

function momentOf(text: string): Instant {
  try {
    return Instant.parse(text);
  } catch {
    throw invalidParameter(`Restore metadata is invalid. RestoreTime ${text} is not a time in ISO 8601, in UTC.`);
  }
}
