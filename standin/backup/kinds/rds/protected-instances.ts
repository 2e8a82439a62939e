/** The instances of RDS as AWS Backup sees them. */
import type { Instance } from '../../../rds/instance';
import { arnOf, nameIn } from '../../../rds/names';
import type { Room } from '../../../rds/room';
import { type Whereabouts, whereaboutsOf } from '../../../whereabouts';
import { JobFailure } from '../../jobs/job-failure';
import type { Resource } from '../kind';

export function isInstanceArn(arn: string): boolean {
  return /^arn:aws:rds:[a-z0-9-]+:\d{12}:db:./.test(arn);
}

export function instanceNamed(room: Room, arn: string): Instance | undefined {
  const { accountId, region } = whereaboutsOf(arn);
  return room.place(accountId, region).instances.get(nameIn('db', arn));
}

/** By the id that stays with it over renames. */
export function instanceOf(room: Room, { accountId, region, resourceId }: Whereabouts & { resourceId: string }): Instance | undefined {
  return [...room.place(accountId, region).instances.values()].find((instance) => instance.resourceId === resourceId);
}

export function resourceOf(instance: Instance): Resource {
  const { place, identifier, status, tags } = instance;
  const unusable = status === 'available' ? undefined : `Instance ${identifier} is not in available state.`;
  return { arn: arnOf(place, 'db', identifier), name: identifier, tags: Object.fromEntries(tags), ...(unusable !== undefined && { unusable }) };
}

/** An instance that can be backed up now. Throws JobFailure. */
export function usableInstance(room: Room, arn: string): Instance {
  const instance = instanceNamed(room, arn);
  if (!instance) throw new JobFailure(`DBInstance ${nameIn('db', arn)} not found.`);
  const { unusable } = resourceOf(instance);
  if (unusable !== undefined) throw new JobFailure(unusable);
  return instance;
}
