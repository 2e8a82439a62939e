/** When a recovery point goes cold and when it is deleted: so many days after it was created. */
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import type { RecoveryPoint } from './recovery-point';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CalculatedLifecycle.html; undefined where its lifecycle says nothing of it. */
export function calculated({ created, lifecycle }: Pick<RecoveryPoint, 'created' | 'lifecycle'>): { moveAt?: Instant; deleteAt?: Instant } {
  const { moveToColdStorageAfterDays: cold, deleteAfterDays: kept } = lifecycle;
  return {
    ...(cold !== undefined && { moveAt: created.plus(Duration.days(cold)) }),
    ...(kept !== undefined && { deleteAt: created.plus(Duration.days(kept)) }),
  };
}
