/** What a recovery point's lifecycle wants done with it next. */
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import { calculated } from './calculated-lifecycle';
import type { RecoveryPoint } from './recovery-point';

export interface Act {
  at: Instant;
  /** `look` is for continuous backups, which may be interrupted by what happens to their resource. */
  what: 'cool' | 'delete' | 'look';
}

/** `goesCold` is whether points of its type have a cold tier. What is expired waits for somebody to delete it. */
export function nextAct(point: RecoveryPoint, goesCold: boolean): Act | undefined {
  if (point.status === 'AVAILABLE') return { at: point.created, what: 'look' };
  if (point.status === 'STOPPED') return { at: (point.completed ?? point.created).plus(Duration.days(point.lifecycle.deleteAfterDays ?? 0)), what: 'delete' };
  if (point.status !== 'COMPLETED' && point.status !== 'PARTIAL') return undefined;
  const { moveAt, deleteAt } = calculated(point);
  if (goesCold && moveAt && !point.cold && !(deleteAt && deleteAt.isBefore(moveAt))) return { at: moveAt, what: 'cool' };
  return deleteAt && { at: deleteAt, what: 'delete' };
}
