/** CreateImage, of an instance and the volumes that it has, and DeregisterImage. */
import type { BlockDeviceMapping, CreateImageRequest, CreateImageResult, DeregisterImageRequest, DeregisterImageResult } from '@aws-sdk/client-ec2';
import { AwsError } from '../../aws-error';
import type { Operations } from '../../service';
import type { Whereabouts } from '../../whereabouts';
import { checkState, findInstance } from '../instances/find';
import type { Instances } from '../instances/instances';
import { reboot } from '../instances/lifecycle';
import type { Instance } from '../instances/rows';
import { refusals } from '../refusals';
import { served, tagsFor } from '../requests';
import { checkTakeable, takeSnapshot } from '../snapshots/create';
import { attachedTo } from '../volumes/attaching/attach';
import type { Images } from './images';

export function makeImageOperations(images: Images, instances: Instances): Operations {
  return {
    CreateImage: served<CreateImageRequest, CreateImageResult>(['InstanceId', 'Name', 'Description', 'NoReboot', 'TagSpecifications'], (input, where, call) => {
      const instance = findInstance(instances, where, input.InstanceId);
      const name = nameOf(images, where, input.Name);
      checkState(instance, ['running', 'stopped'], 'imaged');
      const tags = tagsFor('image', input.TagSpecifications);
      for (const volume of attachedTo(images.storage.volumes, where, instance.id)) checkTakeable(images.storage.snapshots, volume);
      return async () => {
        if (instance.state === 'running' && input.NoReboot !== true) await reboot(instances, instance);
        const id = images.newId(where);
        const mappings = await snapshotsOf(images, instance, { id, requestId: call.requestId });
        const { architecture, rootDevice, userData } = instance;
        const root = mappings.find(({ DeviceName: device }) => device === rootDevice)?.Ebs;
        const made = { created: images.storage.world.clock.now(), mappings, tags, ...(userData !== undefined && { userData }) };
        const ofRoot = { sizeGib: root?.VolumeSize ?? 0, snapshotId: root?.SnapshotId ?? '' };
        images.rows.put(id, { ...{ id, name, architecture, rootDevice, made }, ...ofRoot, region: where.region, ownerId: where.accountId, description: input.Description ?? '' });
        return { ImageId: id };
      };
    }),
    DeregisterImage: served<DeregisterImageRequest, DeregisterImageResult>(['ImageId'], (input, where) => {
      const image = images.find(where, input.ImageId);
      if (image.ownerId !== where.accountId) throw new AwsError('AuthFailure', `Not authorized for image:${image.id}`, { status: 403 });
      return () => {
        images.rows.delete(image.id);
        return { Return: true, DeleteSnapshotResults: [] };
      };
    }),
  };
}

function nameOf(images: Images, where: Whereabouts, name: string | undefined): string {
  if (!name) throw refusals.missing('name');
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateImage.html
  if (!/^[\w()[\] ./'@-]{3,128}$/.test(name)) {
    const rule = "AMI names must be between 3 and 128 characters long, and may contain letters, numbers, '(', ')', '.', '-', '/' and '_'";
    throw new AwsError('InvalidAMIName.Malformed', rule);
  }
  const same = images.visibleTo(where).find((image) => image.ownerId === where.accountId && image.name === name);
  if (same) throw new AwsError('InvalidAMIName.Duplicate', `AMI name ${name} is already in use by AMI ${same.id}`);
  return name;
}

/** A snapshot of each volume, one after the other: the processes stand still for each of them, not for all together. */
async function snapshotsOf({ storage }: Images, instance: Instance, { id, requestId }: { id: string; requestId: string }): Promise<BlockDeviceMapping[]> {
  const mappings: BlockDeviceMapping[] = [];
  for (const volume of attachedTo(storage.volumes, instance, instance.id)) {
    const { attachment, shape, encrypted } = volume;
    const description = `Created by CreateImage(${instance.id}) for ${id}`;
    const snapshot = await takeSnapshot(storage.snapshots, volume, { description, tags: {}, requestId });
    const ebs = { SnapshotId: snapshot.id, VolumeSize: shape.size, VolumeType: shape.type, DeleteOnTermination: attachment?.deleteOnTermination ?? false };
    mappings.push({ DeviceName: attachment?.device, Ebs: { ...ebs, ...(encrypted && { Encrypted: true }) } });
  }
  return mappings;
}
