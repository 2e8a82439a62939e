/** The volumes of EC2 as AWS Backup sees them. */
import { type Volume, volumeArn } from '../../../ec2/volumes/rows';
import type { Volumes } from '../../../ec2/volumes/volumes';
import { JobFailure } from '../../jobs/job-failure';
import type { Resource } from '../kind';

export function isVolumeArn(arn: string): boolean {
  return /^arn:aws:ec2:[a-z0-9-]+:\d{12}:volume\/vol-[0-9a-f]+$/.test(arn);
}

export function volumeNamed(volumes: Volumes, arn: string): Volume | undefined {
  const volume = isVolumeArn(arn) ? volumes.rows.get(arn.slice(arn.lastIndexOf('/') + 1)) : undefined;
  return volume && volumeArn(volume) === arn ? volume : undefined;
}

/** The wording of what is unusable is assumed. */
export function resourceOf(volume: Volume): Resource {
  const { id, status, tags } = volume;
  const isUsable = status === 'available' || status === 'in-use';
  return { arn: volumeArn(volume), name: id, tags, ...(!isUsable && { unusable: `Volume ${id} is in the ${status} state.` }) };
}

/** A volume that can be backed up now. Throws JobFailure. */
export function usableVolume(volumes: Volumes, arn: string): Volume {
  const volume = volumeNamed(volumes, arn);
  if (!volume) throw new JobFailure(`Volume ${arn.slice(arn.lastIndexOf('/') + 1)} not found.`);
  const { unusable } = resourceOf(volume);
  if (unusable !== undefined) throw new JobFailure(unusable);
  return volume;
}
