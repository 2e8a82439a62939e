/** DescribeImages. */
import type { DescribeImagesRequest, DescribeImagesResult, Image as ImageAnswer, ImageState } from '@aws-sdk/client-ec2';
import type { Operations } from '../../service';
import { filter, tagAnswer } from '../answers/filters';
import { page } from '../answers/paging';
import { served } from '../requests';
import type { Images } from './images';
import type { Image } from './public-images';

export function describeImageOperations(images: Images): Operations {
  return {
    DescribeImages: served<DescribeImagesRequest, DescribeImagesResult>(['ImageIds', 'Owners', 'ExecutableUsers', 'Filters', 'MaxResults', 'NextToken', 'IncludeDeprecated'], (input, where) => {
      const named = input.ImageIds?.length ? input.ImageIds.map((id) => images.find(where, id)) : images.visibleTo(where);
      const owned = ({ ownerId, ownerAlias }: Image): boolean => !input.Owners?.length || input.Owners.some((owner) => owner === ownerId || owner === ownerAlias || (owner === 'self' && ownerId === where.accountId));
      // Nobody is given an image by name: those of others are public.
      const usable = ({ made }: Image): boolean => !input.ExecutableUsers?.length || input.ExecutableUsers.includes(made ? 'self' : 'all');
      const wanted = filter<Image>(input.Filters, { ...properties, state: (image) => [images.stateOf(image)] });
      const { items, token } = page(named.filter((image) => usable(image) && owned(image) && wanted(image)), input, input.ImageIds, 'imageIds');
      return () => ({ Images: items.map((image) => imageAnswer(image, images.stateOf(image))), NextToken: token });
    }),
  };
}

const properties: Record<string, (image: Image) => (string | undefined)[]> = {
  architecture: ({ architecture }) => [architecture],
  description: ({ description }) => [description],
  'image-id': ({ id }) => [id],
  'image-type': () => ['machine'],
  'is-public': ({ made }) => [String(!made)],
  name: ({ name }) => [name],
  'owner-alias': ({ ownerAlias }) => [ownerAlias],
  'owner-id': ({ ownerId }) => [ownerId],
  'root-device-name': ({ rootDevice }) => [rootDevice],
  'root-device-type': () => ['ebs'],
  'virtualization-type': () => ['hvm'],
};

function imageAnswer(image: Image, state: ImageState): ImageAnswer {
  return {
    ImageId: image.id,
    ImageLocation: `${image.ownerAlias ?? image.ownerId}/${image.name}`,
    ImageType: 'machine',
    Name: image.name,
    Description: image.description,
    OwnerId: image.ownerId,
    ...(image.ownerAlias !== undefined && { ImageOwnerAlias: image.ownerAlias }),
    Public: !image.made,
    State: state,
    Architecture: image.architecture,
    VirtualizationType: 'hvm',
    Hypervisor: 'xen',
    EnaSupport: true,
    SriovNetSupport: 'simple',
    PlatformDetails: 'Linux/UNIX',
    UsageOperation: 'RunInstances',
    CreationDate: image.made?.created.toString() ?? '2024-08-07T00:00:00.000Z',
    RootDeviceType: 'ebs',
    RootDeviceName: image.rootDevice,
    BlockDeviceMappings: image.made ? [...image.made.mappings] : [
      { DeviceName: image.rootDevice, Ebs: { SnapshotId: image.snapshotId, VolumeSize: image.sizeGib, VolumeType: 'gp3', DeleteOnTermination: true, Encrypted: false } },
    ],
    Tags: tagAnswer(image.made?.tags ?? {}),
  };
}
