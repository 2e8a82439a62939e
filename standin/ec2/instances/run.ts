/** RunInstances: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html */
import type { Reservation, RunInstancesRequest, TagSpecification } from '@aws-sdk/client-ec2';
import { AwsError } from '../../aws-error';
import type { Call, Operations } from '../../service';
import { withTags } from '../../tag-record';
import type { Whereabouts } from '../../whereabouts';
import type { Images } from '../images/images';
import type { Image } from '../images/public-images';
import { findGroup, findSubnet } from '../network/find';
import type { Subnet } from '../network/rows';
import { refusals } from '../refusals';
import { served, tagRefusals } from '../requests';
import { zonesOf } from '../zones';
import { privateAddress, publicAddress } from './reach/addresses';
import { reservationAnswers } from './answer';
import { announceState } from './announce';
import { type Device, devicesOf, makeDevices } from './devices';
import type { Instances } from './instances';
import type { Instance } from './rows';
import { instanceTypes } from './types/types';
import { userDataOf } from './user-data';

const members = [
  ...['ImageId', 'InstanceType', 'MinCount', 'MaxCount', 'SubnetId', 'Placement', 'SecurityGroupIds', 'SecurityGroups', 'UserData', 'BlockDeviceMappings', 'TagSpecifications'],
  ...['ClientToken', 'DisableApiTermination', 'InstanceInitiatedShutdownBehavior', 'MetadataOptions', 'Monitoring', 'EbsOptimized', 'NetworkInterfaces'],
];

export function runOperations(instances: Instances, images: Images): Operations {
  return {
    RunInstances: served<RunInstancesRequest, Reservation>(members, (input, where, call) => {
      const before = startedBefore(instances, where, input);
      if (before.length > 0) return () => reservationAnswers(instances, before)[0] ?? {};
      const draft = read(instances, images, { where, asked: input, call });
      return () => reservationAnswers(instances, launch(instances, where, input, draft))[0] ?? {};
    }),
  };
}

interface Draft {
  image: Image;
  type: string;
  subnet: Subnet;
  groups: string[];
  wantsPublicIp: boolean;
  devices: Device[];
  userData?: string;
  tags: Instance['tags'];
  count: number;
}

/** What is asked for, once it is held against the rules. Throws AwsError. */
function read(instances: Instances, images: Images, { where, asked, call }: { where: Whereabouts; asked: RunInstancesRequest; call: Call }): Draft {
  const { input, wantsPublicIp } = onOneInterface(asked);
  const image = images.usable(where, input.ImageId);
  const type = typeOf(input.InstanceType, image);
  const subnet = subnetOf(instances, where, input);
  const groups = groupsOf(instances, where, input, subnet);
  const devices = devicesOf(instances.storage, { image, mappings: input.BlockDeviceMappings, tags: input.TagSpecifications, call });
  const userData = userDataOf(input.UserData) ?? image.made?.userData;
  const count = countOf(input);
  const tags = instanceTags(input.TagSpecifications);
  return { image, type, subnet, groups, devices, count, tags, wantsPublicIp: wantsPublicIp ?? subnet.isDefault, ...(userData !== undefined && { userData }) };
}

/** The members of the one network interface that is served, where the others are expected. */
function onOneInterface({ NetworkInterfaces: [only, ...more] = [], ...input }: RunInstancesRequest): { input: RunInstancesRequest; wantsPublicIp?: boolean } {
  if (!only) return { input };
  const { DeviceIndex: index, SubnetId: subnetId, Groups: groups, AssociatePublicIpAddress: wantsPublicIp, DeleteOnTermination: goes = true, ...rest } = only;
  const [other] = Object.entries(rest).find(([, value]) => value !== undefined) ?? [];
  if (other !== undefined || more.length > 0 || index !== 0 || !goes) throw refusals.notServed(`NetworkInterfaces${other ? `.${other}` : ''}`);
  if (input.SubnetId || input.SecurityGroupIds?.length) {
    throw refusals.combination('Network interfaces and an instance-level subnet ID or security groups may not be specified on the same request');
  }
  return { input: { ...input, SubnetId: subnetId, SecurityGroupIds: groups }, wantsPublicIp };
}

function typeOf(type: string | undefined, image: Image): string {
  const name = type ?? 'm5.large';
  const known = Object.hasOwn(instanceTypes, name) ? instanceTypes[name] : undefined;
  if (!known) throw refusals.value(`Invalid value '${name}' for InstanceType.`);
  if (known.architecture !== image.architecture) {
    const only = `The architecture '${known.architecture}' of the specified instance type does not match the architecture '${image.architecture}' of the specified AMI.`;
    throw refusals.value(`${only} Specify an instance type and an AMI that have matching architectures, and try again.`);
  }
  return name;
}

function subnetOf({ network }: Instances, where: Whereabouts, input: RunInstancesRequest): Subnet {
  const { AvailabilityZone: zone, ...rest } = input.Placement ?? {};
  const [other] = Object.entries(rest).find(([name, value]) => value !== undefined && !(name === 'Tenancy' && value === 'default') && value !== '') ?? [];
  if (other !== undefined) throw refusals.notServed(`Placement.${other}`);
  if (zone && !zonesOf(where.region).includes(zone)) throw refusals.value(`Invalid availability zone: [${zone}]`);
  if (input.SubnetId) {
    const subnet = findSubnet(network, where, input.SubnetId);
    if (zone && subnet.zone !== zone) throw refusals.value(`The availability zone '${zone}' does not match that of the subnet '${subnet.id}'.`);
    return subnet;
  }
  const vpc = network.defaultVpc(where);
  if (!vpc) throw new AwsError('VPCIdNotSpecified', 'No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC.');
  const subnet = network.subnetsOf(where).find((one) => one.vpcId === vpc.id && one.isDefault && (!zone || one.zone === zone));
  if (!subnet) throw new AwsError('MissingInput', `No subnets found for the default VPC '${vpc.id}'. Please specify a subnet.`);
  return subnet;
}

function groupsOf({ network }: Instances, where: Whereabouts, input: RunInstancesRequest, { vpcId, id }: Subnet): string[] {
  const named = (input.SecurityGroups ?? []).map((name) => {
    const group = network.groupsOf(where).find((one) => one.vpcId === vpcId && one.name === name);
    if (!group) throw refusals.notFound('InvalidGroup', `The security group '${name}' does not exist in VPC '${vpcId}'`);
    return group;
  });
  const groups = [...(input.SecurityGroupIds ?? []).map((one) => findGroup(network, where, one)), ...named];
  const stranger = groups.find((group) => group.vpcId !== vpcId);
  if (stranger) throw refusals.value(`Security group ${stranger.id} and subnet ${id} belong to different networks.`);
  if (groups.length > 0) return [...new Set(groups.map((group) => group.id))];
  return network.groupsOf(where).filter((group) => group.vpcId === vpcId && group.name === 'default').map((group) => group.id);
}

function countOf({ MinCount: least, MaxCount: most }: RunInstancesRequest): number {
  if (least === undefined) throw refusals.missing('MinCount');
  if (most === undefined) throw refusals.missing('MaxCount');
  if (least < 1) throw refusals.value(`Value (${least}) for parameter minCount is invalid. Expecting a value greater than or equal to 1.`);
  if (least > most) throw refusals.value(`Value (${least}) for parameter minCount is invalid. minCount may not exceed maxCount.`);
  if (least > 20) throw new AwsError('InstanceLimitExceeded', `You have requested more instances (${least}) than your current instance limit of 20 allows.`);
  return Math.min(most, 20);
}

function instanceTags(specifications: readonly TagSpecification[] = []): Instance['tags'] {
  const other = specifications.find(({ ResourceType: type }) => type !== 'instance' && type !== 'volume');
  if (other) throw refusals.value(`'${other.ResourceType}' is not a valid taggable resource type for this operation.`);
  return withTags({}, specifications.filter(({ ResourceType: type }) => type === 'instance').flatMap(({ Tags: tags = [] }) => tags), tagRefusals);
}

function launch(instances: Instances, where: Whereabouts, input: RunInstancesRequest, draft: Draft): Instance[] {
  return instances.world.journal.together(() => {
    const reservationId = instances.newId(where, 'r');
    return Array.from({ length: draft.count }, (_, launchIndex) => launchOne(instances, { where, input, draft, reservationId, launchIndex }));
  });
}

interface One {
  where: Whereabouts;
  input: RunInstancesRequest;
  draft: Draft;
  reservationId: string;
  launchIndex: number;
}

function launchOne(instances: Instances, { where, input, draft, reservationId, launchIndex }: One): Instance {
  const { image, subnet, devices, count: _, ...drafted } = draft;
  const id = instances.newId(where, 'i');
  const privateIp = privateAddress(instances, subnet, id);
  if (privateIp === undefined) throw new AwsError('InsufficientFreeAddressesInSubnet', `There are not enough free addresses in subnet '${subnet.id}' to satisfy the requested number of instances.`);
  const { MetadataOptions: options = {} } = input;
  const token = tokenOf(input);
  const instance = instances.put({
    ...{ ...drafted, id, reservationId, launchIndex, privateIp, accountId: where.accountId, region: where.region, state: 'pending', turn: 1 },
    ...{ imageId: image.id, rootDevice: image.rootDevice, architecture: image.architecture, zone: subnet.zone, subnetId: subnet.id, vpcId: subnet.vpcId },
    interfaceId: instances.newId(where, 'eni'),
    ...(drafted.wantsPublicIp && { publicIp: publicAddress(instances, id, 1) }),
    launched: instances.world.clock.now(),
    protectedFromTermination: input.DisableApiTermination ?? false,
    onShutdown: input.InstanceInitiatedShutdownBehavior ?? 'stop',
    monitored: input.Monitoring?.Enabled ?? false,
    ebsOptimized: input.EbsOptimized ?? false,
    metadata: {
      // Images of Amazon Linux 2023 ask for tokens themselves.
      tokens: options.HttpTokens ?? (image.name.startsWith('al2023') ? 'required' : 'optional'),
      hops: options.HttpPutResponseHopLimit ?? 2,
      endpoint: options.HttpEndpoint ?? 'enabled',
      tags: options.InstanceMetadataTags ?? 'disabled',
    },
    ...(token && { token }),
  });
  announceState(instances, instance);
  makeDevices(instances.storage, instance, devices);
  instances.later(instance, 'up', 'ec2.launch');
  return instance;
}

function tokenOf({ ClientToken: text, DryRun: _, ...asked }: RunInstancesRequest): Instance['token'] {
  return text ? { text, asked: JSON.stringify(asked) } : undefined;
}

/** What a call with the same token started. Throws IdempotentParameterMismatch where it asked for something else. */
function startedBefore(instances: Instances, where: Whereabouts, input: RunInstancesRequest): Instance[] {
  const token = tokenOf(input);
  const started = token ? instances.of(where).filter((one) => one.token?.text === token.text) : [];
  if (started.some((one) => one.token?.asked !== token?.asked)) {
    throw new AwsError('IdempotentParameterMismatch', `The request uses the same client token as a previous, but non-identical request. Do not reuse a client token with different requests, unless the requests are identical`);
  }
  return started;
}
