/** ModifyVolume and DescribeVolumesModifications: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modify-volume.html */
import type {
  DescribeVolumesModificationsRequest, DescribeVolumesModificationsResult, ModifyVolumeRequest, ModifyVolumeResult, VolumeModification,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../aws-error';
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import type { Operations } from '../../service';
import { draw } from '../../timings';
import { filter } from '../answers/filters';
import { page } from '../answers/paging';
import { refusals } from '../refusals';
import { served } from '../requests';
import { findVolume } from './find';
import type { Modification, Volume } from './rows';
import { type Shape, shapeOf } from './types';
import type { Volumes } from './volumes';

/** In any 24 hours. */
const mostModifications = 4;

export function modifyOperations(volumes: Volumes): Operations {
  const now = () => volumes.world.clock.now();
  return {
    ModifyVolume: served<ModifyVolumeRequest, ModifyVolumeResult>(['VolumeId', 'Size', 'VolumeType', 'Iops', 'Throughput'], (input, where) => {
      const volume = findVolume(volumes, where, input.VolumeId);
      const to = changedShape(volume, input);
      checkModifiable(volume, now());
      return () => ({ VolumeModification: answer(volume.id, modify(volumes, volume, to), now()) });
    }),
    DescribeVolumesModifications: served<DescribeVolumesModificationsRequest, DescribeVolumesModificationsResult>(['VolumeIds', 'Filters', 'MaxResults', 'NextToken'], (input, where) => {
      const named = input.VolumeIds?.length ? input.VolumeIds.map((id) => modified(findVolume(volumes, where, id))) : volumes.of(where);
      const all = named.flatMap(({ id, modifications }) => modifications.slice(-1).map((last) => answer(id, last, now())));
      const wanted = filter<VolumeModification>(input.Filters, properties);
      const { items, token } = page(all.filter(wanted), input, input.VolumeIds, 'volumeIds');
      return () => ({ VolumesModifications: items, NextToken: token });
    }),
  };
}

/** Throws InvalidVolumeModification.NotFound for one that never was; its wording is assumed. */
function modified(volume: Volume): Volume {
  if (volume.modifications.length > 0) return volume;
  throw new AwsError('InvalidVolumeModification.NotFound', `Modification for volume '${volume.id}' does not exist.`);
}

function changedShape({ shape }: Volume, { Size: size, VolumeType: type, Iops: iops, Throughput: throughput }: ModifyVolumeRequest): Shape {
  if (size === undefined && type === undefined && iops === undefined && throughput === undefined) throw refusals.missing('Size, VolumeType or Iops');
  if (size !== undefined && size < shape.size) throw refusals.value('New size cannot be smaller than existing size');
  const isSameType = type === undefined || type === shape.type;
  // What gp2 has nobody chose.
  const kept = isSameType && shape.type !== 'gp2' ? { iops: shape.iops, throughput: shape.throughput } : {};
  return shapeOf({ size: size ?? shape.size, type: type ?? shape.type, iops: iops ?? kept.iops, throughput: throughput ?? kept.throughput });
}

/** Throws IncorrectState, IncorrectModificationState and VolumeModificationRateExceeded. */
function checkModifiable({ id, status, modifications }: Volume, now: Instant): void {
  if (status !== 'available' && status !== 'in-use') throw new AwsError('IncorrectState', `The volume '${id}' is in the '${status}' state.`);
  const last = modifications.at(-1);
  if (last && now.compare(last.done) < 0) {
    throw new AwsError('IncorrectModificationState', `Volume ${id} is currently in '${stateOf(last, now).ModificationState}' state. It cannot be modified again until that is completed.`);
  }
  const recent = modifications.filter(({ began }) => now.since(began).compare(Duration.days(1)) < 0);
  if (recent.length >= mostModifications) {
    throw new AwsError('VolumeModificationRateExceeded', `You've reached the maximum modification rate per volume limit. A volume can be modified ${mostModifications} times in 24 hours.`);
  }
}

function modify(volumes: Volumes, volume: Volume, to: Shape): Modification {
  const { clock, chance } = volumes.world;
  const began = clock.now();
  const usable = began.plus(draw(chance, 'ebs.modify', volume.id, volume.modifications.length));
  const done = usable.plus(draw(chance, 'ebs.optimize-a-gibibyte', volume.id, volume.modifications.length).times(to.size));
  const modification = { from: volume.shape, to, began, usable, done };
  volumes.put({ ...volume, modifications: [...volume.modifications, modification].slice(-mostModifications) });
  volumes.after(usable.since(began), { id: volume.id, what: 'grown' });
  return modification;
}

function stateOf({ began, usable, done }: Modification, now: Instant): Pick<VolumeModification, 'ModificationState' | 'Progress' | 'EndTime'> {
  if (now.compare(done) >= 0) return { ModificationState: 'completed', Progress: 100, EndTime: done.toDate() };
  if (now.compare(usable) < 0) return { ModificationState: 'modifying', Progress: 0 };
  return { ModificationState: 'optimizing', Progress: Math.min(Math.floor((now.since(began).milliseconds / done.since(began).milliseconds) * 100), 99) };
}

function answer(volumeId: string, modification: Modification, now: Instant): VolumeModification {
  const { from, to, began } = modification;
  return {
    VolumeId: volumeId,
    ...stateOf(modification, now),
    ...{ TargetSize: to.size, TargetVolumeType: to.type, TargetIops: to.iops, TargetThroughput: to.throughput, TargetMultiAttachEnabled: false },
    ...{ OriginalSize: from.size, OriginalVolumeType: from.type, OriginalIops: from.iops, OriginalThroughput: from.throughput, OriginalMultiAttachEnabled: false },
    StartTime: began.toDate(),
  };
}

const properties: Record<string, (modification: VolumeModification) => (string | undefined)[]> = {
  'modification-state': ({ ModificationState: state }) => [state],
  'original-size': ({ OriginalSize: size }) => [String(size)],
  'original-volume-type': ({ OriginalVolumeType: type }) => [type],
  'target-size': ({ TargetSize: size }) => [String(size)],
  'target-volume-type': ({ TargetVolumeType: type }) => [type],
  'volume-id': ({ VolumeId: id }) => [id],
};
