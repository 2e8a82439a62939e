/** Finding the volume that a call names: in its caller's account and region. */
import type { Whereabouts } from '../../whereabouts';
import { refusals } from '../refusals';
import type { Volume } from './rows';
import type { Volumes } from './volumes';

/** Throws MissingParameter, InvalidVolumeID.Malformed and InvalidVolume.NotFound. */
export function findVolume(volumes: Volumes, { accountId, region }: Whereabouts, id: string | undefined): Volume {
  if (!id) throw refusals.missing('volumeId');
  if (!/^vol-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) throw refusals.malformed('InvalidVolumeID', id, 'vol');
  const volume = volumes.rows.get(id);
  if (volume?.accountId !== accountId || volume.region !== region) throw refusals.notFound('InvalidVolume', `The volume '${id}' does not exist.`);
  return volume;
}
