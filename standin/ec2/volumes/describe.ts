/** DescribeVolumes and DeleteVolume. */
import type { DeleteVolumeRequest, DescribeVolumesRequest, DescribeVolumesResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../aws-error';
import type { Operations } from '../../service';
import { filter, tagFilters } from '../answers/filters';
import { page } from '../answers/paging';
import { served } from '../requests';
import { zoneId } from '../zones';
import { volumeAnswer } from './answer';
import { findVolume } from './find';
import type { Volume } from './rows';
import type { Volumes } from './volumes';

export function volumeOperations(volumes: Volumes): Operations {
  return {
    DescribeVolumes: served<DescribeVolumesRequest, DescribeVolumesResult>(['VolumeIds', 'Filters', 'MaxResults', 'NextToken'], (input, where) => {
      const named = input.VolumeIds?.length ? input.VolumeIds.map((id) => findVolume(volumes, where, id)) : volumes.of(where);
      const wanted = filter<Volume>(input.Filters, { ...properties, ...tagFilters(input.Filters) });
      const { items, token } = page(named.filter(wanted), input, input.VolumeIds, 'volumeIds');
      return () => ({ Volumes: items.map(volumeAnswer), NextToken: token });
    }),
    DeleteVolume: served<DeleteVolumeRequest, object>(['VolumeId'], (input, where) => {
      const volume = findVolume(volumes, where, input.VolumeId);
      checkRemovable(volume);
      return () => {
        removeVolume(volumes, volume);
        return {};
      };
    }),
  };
}

/** Throws VolumeInUse, and IncorrectState for one that is still being made. */
export function checkRemovable({ id, status, attachment }: Volume): void {
  if (attachment) throw new AwsError('VolumeInUse', `Volume ${id} is currently attached to ${attachment.instanceId}`);
  if (status === 'creating') throw new AwsError('IncorrectState', `The volume '${id}' is in the '${status}' state.`);
}

export function removeVolume(volumes: Volumes, volume: Volume): void {
  if (volume.status === 'deleting') return;
  volumes.put({ ...volume, status: 'deleting' });
  volumes.later({ id: volume.id, what: 'gone' }, 'ebs.delete-volume');
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVolumes.html */
const properties: Record<string, (volume: Volume) => (string | undefined)[]> = {
  'attachment.attach-time': ({ attachment }) => [attachment?.at.toString()],
  'attachment.delete-on-termination': ({ attachment }) => [attachment && String(attachment.deleteOnTermination)],
  'attachment.device': ({ attachment }) => [attachment?.device],
  'attachment.instance-id': ({ attachment }) => [attachment?.instanceId],
  'attachment.status': ({ attachment }) => [attachment?.state],
  'availability-zone': ({ zone }) => [zone],
  'availability-zone-id': ({ zone }) => [zoneId(zone)],
  'create-time': ({ created }) => [created.toString()],
  encrypted: ({ encrypted }) => [String(encrypted)],
  'fast-restored': () => ['false'],
  'multi-attach-enabled': () => ['false'],
  size: ({ shape }) => [String(shape.size)],
  'snapshot-id': ({ snapshotId }) => [snapshotId],
  status: ({ status }) => [status],
  'volume-id': ({ id }) => [id],
  'volume-type': ({ shape }) => [shape.type],
};
