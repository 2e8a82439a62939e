/** Rebooting, stopping and starting an instance. */
import type {
  RebootDBInstanceCommandInput,
  RebootDBInstanceCommandOutput,
  StartDBInstanceCommandInput,
  StartDBInstanceCommandOutput,
  StopDBInstanceCommandInput,
  StopDBInstanceCommandOutput,
} from '@aws-sdk/client-rds';
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import type { Call } from '../../service';
import { instanceAnswer } from '../answers/instance-answer';
import { shipNow } from '../backups/run-backups';
import { say } from '../happenings';
import type { Instance } from '../instance';
import { failOver } from '../multi-az/fail-over';
import { startServer } from '../parameters/apply';
import { refusals } from '../refusals';
import type { Room } from '../room';
import { onlyServed } from '../served';
import { restart } from './apply-changes';
import { assertKeyUsable, withoutKey } from '../keys/lost-keys';
import { findAvailable, findInstance } from './find';

/** A stopped instance is started by itself after seven days. Source: the StopDBInstance page of the user guide. */
const longestStop = Duration.days(7);

export function rebootInstance(room: Room) {
  return async (input: RebootDBInstanceCommandInput, call: Call): Promise<Omit<RebootDBInstanceCommandOutput, '$metadata'>> => {
    const place = room.place(call.caller.accountId, call.region);
    const instance = findInstance(place, input.DBInstanceIdentifier);
    await reboot(room, instance, input.ForceFailover ?? false);
    return { DBInstance: instanceAnswer(room, instance, call) };
  };
}

/** Throws InvalidParameterCombination and InvalidDBInstanceState before anything is done, and leaves the instance `rebooting` at once. */
export async function reboot(room: Room, instance: Instance, forceFailover: boolean): Promise<void> {
  checkReboot(instance, forceFailover);
  if (forceFailover) return failOver(room, instance);
  instance.status = 'rebooting';
  say(room, instance, 'availability', 'DB instance shutdown');
  room.later('rds.reboot', momentOf(room, instance), instance, { do: 'reboot' });
  room.save();
}

export async function finishReboot(room: Room, instance: Instance): Promise<void> {
  if (instance.status !== 'rebooting') return;
  if (await restart(room, instance)) instance.status = 'available';
}

/** Throws InvalidParameterCombination where a single instance is to fail over, and InvalidDBInstanceState, also where a standby is only being made. */
export function checkReboot({ status, settings, standby, identifier }: Instance, forceFailover: boolean): void {
  const again = status === 'incompatible-parameters' && !forceFailover;
  if (status !== 'available' && !again) throw refusals.notAvailable(identifier);
  if (!forceFailover) return;
  if (!settings.multiAz) throw refusals.combination('ForceFailover cannot be specified since the instance is not configured for either MultiAZ or High Availability.');
  if (!standby) throw refusals.instanceState(`Instance ${identifier} has no standby to fail over to: it is being made.`);
}

export function stopInstance(room: Room) {
  return async (input: StopDBInstanceCommandInput, call: Call): Promise<Omit<StopDBInstanceCommandOutput, '$metadata'>> => {
    onlyServed(input, ['DBInstanceIdentifier']);
    const instance = findAvailable(room.place(call.caller.accountId, call.region), input.DBInstanceIdentifier);
    assertAlone(instance);
    instance.status = 'stopping';
    room.later('rds.stop', momentOf(room, instance), instance, { do: 'stop' });
    return { DBInstance: instanceAnswer(room, instance, call) };
  };
}

/** Source: the user guide's page on stopping an instance. */
function assertAlone({ replication, replicas, identifier }: Instance): void {
  if (replication) throw refusals.instanceState(`Instance ${identifier} is a read replica, and cannot be stopped.`);
  if (replicas.size > 0) throw refusals.instanceState(`Instance ${identifier} has read replicas, and cannot be stopped.`);
}

export async function stop(room: Room, instance: Instance): Promise<void> {
  const { cluster } = instance;
  if (instance.status !== 'stopping' || !cluster) return;
  // What was written until now can be restored to while the instance is stopped.
  if (cluster.address) await room.survive(cluster, () => shipNow(room, instance));
  await cluster.stop();
  await instance.standby?.cluster.stop();
  instance.status = 'stopped';
  say(room, instance, 'notification', 'DB instance stopped');
  const again = room.world.clock.now().plus(longestStop);
  instance.startsAgain = again;
  room.at(again, instance, { do: 'start-again', at: again });
}

/** Starts an instance that was stopped for long, unless it was started since. */
export function startAgain(room: Room, instance: Instance, at: Instant): void {
  if (instance.status === 'stopped' && instance.startsAgain?.compare(at) === 0) start(room, instance);
}

export function startInstance(room: Room) {
  return async (input: StartDBInstanceCommandInput, call: Call): Promise<Omit<StartDBInstanceCommandOutput, '$metadata'>> => {
    const instance = findInstance(room.place(call.caller.accountId, call.region), input.DBInstanceIdentifier);
    if (instance.status !== 'stopped' && instance.status !== withoutKey) throw refusals.instanceState(`Instance ${instance.identifier} is not in stopped state.`);
    assertKeyUsable(room, instance.settings.kmsKeyId);
    start(room, instance);
    return { DBInstance: instanceAnswer(room, instance, call) };
  };
}

function start(room: Room, instance: Instance): void {
  instance.status = 'starting';
  instance.startsAgain = undefined;
  room.later('rds.start', momentOf(room, instance), instance, { do: 'start' });
}

export async function finishStart(room: Room, instance: Instance): Promise<void> {
  if (instance.status !== 'starting') return;
  if (!(await startServer(room, instance))) return;
  await instance.standby?.cluster.start();
  instance.cluster?.touch();
  instance.status = 'available';
  say(room, instance, 'notification', 'DB instance started');
}

function momentOf(room: Room, instance: Instance): [string, string] {
  return [instance.resourceId, room.world.clock.now().toString()];
}
