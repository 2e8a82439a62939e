/** How the recovery points of buckets are called. */
import type { Instant } from '../../../../time/instant';
import type { Chance } from '../../../chance';
import type { Whereabouts } from '../../../whereabouts';
import { arnOf } from '../../arns';

/** `recovery-point:BUCKET-20260105090000-1a2b3c4d`: seen in public runbooks, on no page of AWS's. `key` tells it from every other. */
export function snapshotArn(chance: Chance, where: Whereabouts, bucket: string, { now, key }: { now: Instant; key: string }): string {
  const when = now.toString().replace(/\D/g, '').slice(0, 14);
  return arnOf(where, 'recovery-point', `${bucket}-${when}-${suffix(chance, bucket, key)}`);
}

/** `recovery-point:continuous:BUCKET-1a2b3c4d` */
export function continuousArn(chance: Chance, where: Whereabouts, bucket: string, key: string): string {
  return arnOf(where, 'recovery-point', `continuous:${bucket}-${suffix(chance, bucket, key)}`);
}

function suffix(chance: Chance, bucket: string, key: string): string {
  return chance.bytes('backup', 's3', bucket, key).toString('hex', 0, 4);
}
