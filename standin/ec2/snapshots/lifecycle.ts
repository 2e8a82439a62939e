/** What becomes of snapshots on the clock: they are completed, or end in error. */
import { Duration } from '../../../time/duration';
import { announceSnapshot } from '../announce';
import type { Snapshot } from './rows';
import type { Snapshots } from './snapshots';

export function liveOn(snapshots: Snapshots): void {
  snapshots.onDue(({ id, what }) => {
    const snapshot = snapshots.rows.get(id);
    if (!snapshot) return;
    if (what === 'ready' && snapshot.status === 'pending') finish(snapshots, snapshot);
    if (what === 'idle') checkIdle(snapshots, snapshot);
  });
}

function finish(snapshots: Snapshots, snapshot: Snapshot): void {
  const { world, volumes } = snapshots;
  // What is copied has to be there until the end.
  const isCut = snapshot.copyOf && snapshot.copyOf.region !== snapshot.region && world.outages.isDown(snapshot.copyOf.region);
  const failure = snapshot.failure ?? (isCut ? 'The source Region could not be reached.' : undefined);
  const event = snapshot.copyOf ? 'copySnapshot' : 'createSnapshot';
  if (failure === undefined) {
    const done = snapshots.put({ ...snapshot, status: 'completed' });
    announceSnapshot(volumes.neighbours.buses, world.clock.now(), done, { event, result: 'succeeded' });
  } else {
    const failed = snapshots.put({ ...snapshot, status: 'error', message: failure });
    announceSnapshot(volumes.neighbours.buses, world.clock.now(), failed, { event, result: 'failed', cause: failure });
  }
}

/** A snapshot that nobody has written to for so long is given up: https://docs.aws.amazon.com/ebs/latest/APIReference/API_StartSnapshot.html */
function checkIdle(snapshots: Snapshots, snapshot: Snapshot): void {
  const { writing } = snapshot;
  if (!writing || writing.sealed || snapshot.status !== 'pending') return;
  const left = Duration.minutes(writing.timeoutMinutes).minus(snapshots.world.clock.now().since(writing.last));
  if (left.milliseconds > 0) snapshots.after(left, { id: snapshot.id, what: 'idle' });
  else snapshots.put({ ...snapshot, status: 'error', message: 'No block was written within the timeout.' });
}
