/** An instance as EC2 describes it. */
import type { Instance as InstanceAnswer, InstanceNetworkInterface, Reservation } from '@aws-sdk/client-ec2';
import { tagAnswer } from '../answers/filters';
import type { Network } from '../network/network';
import { attachedTo } from '../volumes/attaching/attach';
import type { Instances } from './instances';
import { type Instance, privateName, publicName, type StateName, stateCodes } from './rows';
import { instanceTypes } from './types/types';

export function stateAnswer(state: StateName): { Code: number; Name: StateName } {
  return { Code: stateCodes[state], Name: state };
}

/** Instances that were started together, as a reservation. */
export function reservationAnswers(instances: Instances, found: readonly Instance[]): Reservation[] {
  const reservations = Map.groupBy(found, ({ reservationId }) => reservationId);
  return [...reservations].map(([ReservationId, some]) => ({
    ReservationId,
    OwnerId: some[0]?.accountId,
    Groups: [],
    Instances: some.map((instance) => instanceAnswer(instances, instance)),
  }));
}

function instanceAnswer(instances: Instances, instance: Instance): InstanceAnswer {
  const isGone = instance.state === 'terminated';
  const { network } = instances;
  return {
    InstanceId: instance.id,
    ImageId: instance.imageId,
    InstanceType: instance.type as InstanceAnswer['InstanceType'],
    State: stateAnswer(instance.state),
    StateTransitionReason: instance.reason?.transition ?? '',
    ...(instance.reason && { StateReason: { Code: instance.reason.code, Message: instance.reason.message } }),
    LaunchTime: instance.launched.toDate(),
    AmiLaunchIndex: instance.launchIndex,
    Architecture: instance.architecture,
    VirtualizationType: 'hvm',
    Hypervisor: 'xen',
    PlatformDetails: 'Linux/UNIX',
    UsageOperation: 'RunInstances',
    CpuOptions: { CoreCount: 1, ThreadsPerCore: instanceTypes[instance.type]?.cpus ?? 1 },
    Placement: { AvailabilityZone: instance.zone, GroupName: '', Tenancy: 'default' },
    Monitoring: { State: instance.monitored ? 'enabled' : 'disabled' },
    EbsOptimized: instance.ebsOptimized,
    EnaSupport: true,
    RootDeviceName: instance.rootDevice,
    RootDeviceType: 'ebs',
    ProductCodes: [],
    ...(instance.token && { ClientToken: instance.token.text }),
    MetadataOptions: metadataAnswer(instance),
    BlockDeviceMappings: isGone ? [] : mappings(instances, instance),
    ...(isGone ? { PrivateDnsName: '', PublicDnsName: '', NetworkInterfaces: [], SecurityGroups: [] } : placeAnswer(network, instance)),
    Tags: tagAnswer(instance.tags),
  };
}

function metadataAnswer({ metadata, state }: Instance): InstanceAnswer['MetadataOptions'] {
  return {
    State: state === 'pending' ? 'pending' : 'applied',
    HttpTokens: metadata.tokens,
    HttpPutResponseHopLimit: metadata.hops,
    HttpEndpoint: metadata.endpoint,
    HttpProtocolIpv6: 'disabled',
    InstanceMetadataTags: metadata.tags,
  };
}

export function mappings({ storage }: Instances, instance: Instance): InstanceAnswer['BlockDeviceMappings'] {
  return attachedTo(storage.volumes, instance, instance.id).flatMap(({ id, attachment }) =>
    attachment
      ? [
          {
            DeviceName: attachment.device,
            Ebs: {
              VolumeId: id,
              AttachTime: attachment.at.toDate(),
              DeleteOnTermination: attachment.deleteOnTermination,
              Status: attachment.state === 'busy' ? ('attached' as const) : attachment.state,
            },
          },
        ]
      : [],
  );
}

function placeAnswer(network: Network, instance: Instance): Partial<InstanceAnswer> {
  const groups = instance.groups.map((id) => ({ GroupId: id, GroupName: network.groups.get(id)?.name }));
  const outside = publicName(instance);
  return {
    VpcId: instance.vpcId,
    SubnetId: instance.subnetId,
    PrivateIpAddress: instance.privateIp,
    PrivateDnsName: privateName(instance),
    PublicDnsName: outside ?? '',
    ...(instance.publicIp !== undefined && { PublicIpAddress: instance.publicIp }),
    SourceDestCheck: true,
    SecurityGroups: groups,
    NetworkInterfaces: [interfaceAnswer(instance, groups)],
  };
}

function interfaceAnswer(instance: Instance, groups: InstanceNetworkInterface['Groups']): InstanceNetworkInterface {
  const { publicIp, privateIp } = instance;
  const association = publicIp === undefined ? {} : { Association: { IpOwnerId: 'amazon', PublicDnsName: publicName(instance), PublicIp: publicIp } };
  return {
    NetworkInterfaceId: instance.interfaceId,
    OwnerId: instance.accountId,
    VpcId: instance.vpcId,
    SubnetId: instance.subnetId,
    PrivateIpAddress: privateIp,
    PrivateDnsName: privateName(instance),
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: privateIp, PrivateDnsName: privateName(instance), ...association }],
    ...association,
    Groups: groups,
    Ipv6Addresses: [],
    InterfaceType: 'interface',
    SourceDestCheck: true,
    Status: 'in-use',
    Description: '',
  };
}
