/** DescribeImages, and finding the image that a call names. */
import type { DescribeImagesRequest, DescribeImagesResult, Image as ImageAnswer } from '@aws-sdk/client-ec2';
import type { Operations } from '../../service';
import type { Whereabouts } from '../../whereabouts';
import type { World } from '../../world';
import { filter } from '../answers/filters';
import { page } from '../answers/paging';
import { refusals } from '../refusals';
import { served } from '../requests';
import { type Image, publicImages } from './public-images';

/** Throws MissingParameter, InvalidAMIID.Malformed and InvalidAMIID.NotFound. */
export function findImage({ chance }: World, { region }: Pick<Whereabouts, 'region'>, id: string | undefined): Image {
  if (!id) throw refusals.missing('ImageId');
  if (!/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) throw refusals.malformed('InvalidAMIID', id, 'ami');
  const image = publicImages(chance, region).find((one) => one.id === id);
  if (!image) throw refusals.notFound('InvalidAMIID', `The image id '[${id}]' does not exist`);
  return image;
}

export function imageOperations(world: World): Operations {
  return {
    DescribeImages: served<DescribeImagesRequest, DescribeImagesResult>(['ImageIds', 'Owners', 'ExecutableUsers', 'Filters', 'MaxResults', 'NextToken', 'IncludeDeprecated'], (input, where) => {
      const named = input.ImageIds?.length ? input.ImageIds.map((id) => findImage(world, where, id)) : publicImages(world.chance, where.region);
      const owned = ({ ownerId, ownerAlias }: Image): boolean => !input.Owners?.length || input.Owners.some((owner) => owner === ownerId || owner === ownerAlias);
      // None is anybody's by name: all of them are public.
      const usable = !input.ExecutableUsers?.length || input.ExecutableUsers.includes('all');
      const wanted = filter<Image>(input.Filters, properties);
      const { items, token } = page(named.filter((image) => usable && owned(image) && wanted(image)), input, input.ImageIds, 'imageIds');
      return () => ({ Images: items.map(imageAnswer), NextToken: token });
    }),
  };
}

const properties: Record<string, (image: Image) => (string | undefined)[]> = {
  architecture: ({ architecture }) => [architecture],
  description: ({ description }) => [description],
  'image-id': ({ id }) => [id],
  'image-type': () => ['machine'],
  'is-public': () => ['true'],
  name: ({ name }) => [name],
  'owner-alias': ({ ownerAlias }) => [ownerAlias],
  'owner-id': ({ ownerId }) => [ownerId],
  'root-device-name': ({ rootDevice }) => [rootDevice],
  'root-device-type': () => ['ebs'],
  state: () => ['available'],
  'virtualization-type': () => ['hvm'],
};

function imageAnswer(image: Image): ImageAnswer {
  return {
    ImageId: image.id,
    ImageLocation: `${image.ownerAlias ?? image.ownerId}/${image.name}`,
    ImageType: 'machine',
    Name: image.name,
    Description: image.description,
    OwnerId: image.ownerId,
    ...(image.ownerAlias !== undefined && { ImageOwnerAlias: image.ownerAlias }),
    Public: true,
    State: 'available',
    Architecture: image.architecture,
    VirtualizationType: 'hvm',
    Hypervisor: 'xen',
    EnaSupport: true,
    SriovNetSupport: 'simple',
    PlatformDetails: 'Linux/UNIX',
    UsageOperation: 'RunInstances',
    CreationDate: '2024-08-07T00:00:00.000Z',
    RootDeviceType: 'ebs',
    RootDeviceName: image.rootDevice,
    BlockDeviceMappings: [
      { DeviceName: image.rootDevice, Ebs: { SnapshotId: image.snapshotId, VolumeSize: image.sizeGib, VolumeType: 'gp3', DeleteOnTermination: true, Encrypted: false } },
    ],
    Tags: [],
  };
}
