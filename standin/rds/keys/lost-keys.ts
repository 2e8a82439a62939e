/** What becomes of instances whose key cannot be used any longer: nobody gets in, until the key is back. */
import { Duration } from '../../../time/duration';
import { AwsError } from '../../aws-error';
import { checkUsable } from '../../kms/key-ring';
import { arnOf } from '../../kms/key';
import { say } from '../happenings';
import type { Instance, InstanceStatus } from '../instance';
import { cutEndpoint } from '../instances/endpoint';
import { refusals } from '../refusals';
import type { Room } from '../room';

/** The key may come back for seven days; then only a backup helps. Source: the user guide's page on encrypting RDS resources. */
const recoverableFor = Duration.days(7);

export const withoutKey = 'inaccessible-encryption-credentials-recoverable' satisfies InstanceStatus;

/** Throws KMSKeyNotAccessibleFault for a key that RDS cannot use now: disabled, waiting for its deletion, or gone. */
export function assertKeyUsable(room: Room, keyArn: string | undefined): void {
  if (keyArn !== undefined && !isUsable(room, keyArn)) throw refusals.keyNotAccessible(keyArn);
}

/** From now on, has instances follow what becomes of their keys. */
export function watchKeys(room: Room): void {
  room.keys.store.watch((key) => {
    const arn = arnOf(key);
    if (isUsable(room, arn)) return;
    for (const instance of room.instances()) if (instance.settings.kmsKeyId === arn) loseLater(room, instance);
  });
}

function isUsable(room: Room, keyArn: string): boolean {
  const [, , , region = '', accountId = '', name = ''] = keyArn.split(':');
  const key = room.keys.store.key(region, accountId, name.replace(/^key\//, ''));
  try {
    if (key) checkUsable(key);
    return key !== undefined;
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}

function loseLater(room: Room, instance: Instance): void {
  room.later('rds.lose-key', [instance.resourceId, room.world.clock.now().toString()], instance, { do: 'lose-key' });
}

/** Unless the key came back in time. */
export async function loseKey(room: Room, instance: Instance): Promise<void> {
  const { status, settings } = instance;
  if (settings.kmsKeyId === undefined || isUsable(room, settings.kmsKeyId)) return;
  if (status === 'available' || status === 'backing-up' || status === 'stopped') await lose(room, instance);
  // What is under way is done first.
  else if (!ended.includes(status)) loseLater(room, instance);
}

/** What was without its key for too long stays so. */
export function loseData(instance: Instance): void {
  if (instance.status === withoutKey) instance.status = 'inaccessible-encryption-credentials';
}

const ended: readonly InstanceStatus[] = ['deleting', 'failed', 'incompatible-restore', withoutKey, 'inaccessible-encryption-credentials'];

async function lose(room: Room, instance: Instance): Promise<void> {
  instance.status = withoutKey;
  instance.startsAgain = undefined;
  cutEndpoint(room, instance);
  say(room, instance, 'failure', `The KMS key of the DB instance cannot be used: ${instance.settings.kmsKeyId}`);
  await instance.standby?.cluster.stop();
  await instance.cluster?.stop();
  room.after(recoverableFor, instance, { do: 'lose-data' });
}
