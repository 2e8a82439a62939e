/** LockSnapshot, UnlockSnapshot and DescribeLockedSnapshots. Wordings are assumed. */
import type {
  DescribeLockedSnapshotsRequest, DescribeLockedSnapshotsResult, LockedSnapshotsInfo, LockSnapshotRequest, LockSnapshotResult, UnlockSnapshotRequest, UnlockSnapshotResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../aws-error';
import { Duration } from '../../../time/duration';
import { Instant } from '../../../time/instant';
import type { Operations } from '../../service';
import { filter } from '../answers/filters';
import { page } from '../answers/paging';
import { refusals } from '../refusals';
import { served } from '../requests';
import { findSnapshot } from './find';
import { lockStateOf } from './lock-state';
import type { Lock, Snapshot } from './rows';
import type { Snapshots } from './snapshots';

/** Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LockSnapshot.html */
const mostDays = 36_500;

export function lockOperations(snapshots: Snapshots): Operations {
  const now = () => snapshots.world.clock.now();
  return {
    LockSnapshot: served<LockSnapshotRequest, LockSnapshotResult>(['SnapshotId', 'LockMode', 'CoolOffPeriod', 'LockDuration', 'ExpirationDate'], (input, where) => {
      const snapshot = findSnapshot(snapshots, where, input.SnapshotId);
      const lock = lockOf(input, snapshot, now());
      return () => answer(snapshots.put({ ...snapshot, lock }), lock, now());
    }),
    UnlockSnapshot: served<UnlockSnapshotRequest, UnlockSnapshotResult>(['SnapshotId'], (input, where) => {
      const { lock, ...unlocked } = findSnapshot(snapshots, where, input.SnapshotId);
      if (!lock || lockStateOf(lock, now()) === 'expired') throw new AwsError('SnapshotLock.NotFound', `The snapshot '${unlocked.id}' is not locked.`);
      if (lockStateOf(lock, now()) === 'compliance') throw notPermitted(unlocked.id);
      return () => ({ SnapshotId: snapshots.put(unlocked).id });
    }),
    DescribeLockedSnapshots: served<DescribeLockedSnapshotsRequest, DescribeLockedSnapshotsResult>(['SnapshotIds', 'Filters', 'MaxResults', 'NextToken'], (input, where) => {
      const own = input.SnapshotIds?.length ? input.SnapshotIds.map((id) => findSnapshot(snapshots, where, id)) : snapshots.in(where.region).filter(({ accountId }) => accountId === where.accountId);
      const locked = own.flatMap((one) => (one.lock ? [answer(one, one.lock, now())] : []));
      const wanted = filter<LockedSnapshotsInfo>(input.Filters, { 'lock-state': ({ LockState: state }) => [state] });
      const { items, token } = page(locked.filter(wanted), input, input.SnapshotIds, 'snapshotIds');
      return () => ({ Snapshots: items, NextToken: token });
    }),
  };
}

/** Throws MissingParameter, InvalidParameterValue, InvalidParameterCombination, and OperationNotPermitted for what would weaken a lock in compliance mode. */
function lockOf(input: LockSnapshotRequest, snapshot: Snapshot, now: Instant): Lock {
  const { LockMode: mode, CoolOffPeriod: hours } = input;
  if (!mode) throw refusals.missing('lockMode');
  if (mode !== 'governance' && mode !== 'compliance') throw refusals.value(`Value (${String(mode)}) for parameter lockMode is invalid.`);
  if (hours !== undefined && mode === 'governance') throw refusals.combination('The parameter coolOffPeriod cannot be used with the governance mode.');
  if (hours !== undefined && (hours < 1 || hours > 72)) throw refusals.value(`Value (${hours}) for parameter coolOffPeriod is invalid. It must be from 1 to 72 hours.`);
  // The days of a snapshot that is pending count from its completion.
  const from = snapshot.lock?.from ?? (snapshot.status === 'pending' ? (snapshot.ready ?? now) : now);
  const { days, expires } = endOf(input, from);
  const lock: Lock = { mode, created: snapshot.lock?.created ?? now, days, from, expires, ...(hours !== undefined && { coolOff: { hours, until: now.plus(Duration.hours(hours)) } }) };
  checkNotWeaker(snapshot, lock, now);
  return lock;
}

function endOf({ LockDuration: days, ExpirationDate: date }: LockSnapshotRequest, from: Instant): { days: number; expires: Instant } {
  if (days !== undefined && date !== undefined) throw refusals.combination('The parameter lockDuration cannot be used with the parameter expirationDate.');
  if (date !== undefined) {
    const expires = Instant.ofDate(date);
    const whole = Math.ceil(expires.since(from).milliseconds / Duration.days(1).milliseconds);
    if (whole < 1) throw refusals.value('The expiration date must be at least a day in the future.');
    return { days: whole, expires };
  }
  if (days === undefined) throw refusals.missing('lockDuration');
  if (days < 1 || days > mostDays) throw refusals.value(`Value (${days}) for parameter lockDuration is invalid. It must be from 1 to ${mostDays} days.`);
  return { days, expires: from.plus(Duration.days(days)) };
}

/** Once its cooling-off is over, a lock in compliance mode can be made longer, and nothing else. */
function checkNotWeaker({ id, lock: old }: Snapshot, lock: Lock, now: Instant): void {
  if (!old || lockStateOf(old, now) !== 'compliance') return;
  if (lock.mode !== 'compliance' || lock.coolOff || lock.expires.compare(old.expires) < 0) throw notPermitted(id);
}

function notPermitted(id: string): AwsError {
  return new AwsError('OperationNotPermitted', `The snapshot '${id}' is locked in compliance mode: its lock can only be extended.`);
}

function answer({ id, accountId }: Snapshot, lock: Lock, now: Instant): LockedSnapshotsInfo {
  return {
    OwnerId: accountId,
    SnapshotId: id,
    LockState: lockStateOf(lock, now),
    LockDuration: lock.days,
    ...(lock.coolOff && { CoolOffPeriod: lock.coolOff.hours, CoolOffPeriodExpiresOn: lock.coolOff.until.toDate() }),
    LockCreatedOn: lock.created.toDate(),
    LockDurationStartTime: lock.from.toDate(),
    LockExpiresOn: lock.expires.toDate(),
  };
}
