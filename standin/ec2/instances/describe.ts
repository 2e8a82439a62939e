/** DescribeInstances, DescribeInstanceStatus and GetConsoleOutput. */
import type {
  DescribeInstancesRequest, DescribeInstancesResult, DescribeInstanceStatusRequest, DescribeInstanceStatusResult, GetConsoleOutputRequest, GetConsoleOutputResult, InstanceStatus,
} from '@aws-sdk/client-ec2';
import type { Instant } from '../../../time/instant';
import type { Operations } from '../../service';
import { draw } from '../../timings';
import { filter, tagFilters } from '../answers/filters';
import { page } from '../answers/paging';
import { served } from '../requests';
import { zoneId } from '../zones';
import { reservationAnswers, stateAnswer } from './answer';
import { findInstance, findInstances } from './find';
import type { Instances } from './instances';
import { type Instance, privateName, publicName, stateCodes } from './rows';

/** The last 64 KiB: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetConsoleOutput.html */
const consoleBytes = 65_536;

export function describeOperations(instances: Instances): Operations {
  return {
    DescribeInstances: served<DescribeInstancesRequest, DescribeInstancesResult>(['InstanceIds', 'Filters', 'MaxResults', 'NextToken'], (input, where) => {
      const named = input.InstanceIds?.length ? findInstances(instances, where, input.InstanceIds) : instances.of(where);
      const wanted = filter<Instance>(input.Filters, { ...properties, ...tagFilters(input.Filters) });
      const { items, token } = page(named.filter(wanted), input, input.InstanceIds, 'instancesSet');
      return () => ({ Reservations: reservationAnswers(instances, items), NextToken: token });
    }),
    DescribeInstanceStatus: served<DescribeInstanceStatusRequest, DescribeInstanceStatusResult>(
      ['InstanceIds', 'Filters', 'MaxResults', 'NextToken', 'IncludeAllInstances'],
      (input, where) => {
        const named = input.InstanceIds?.length ? findInstances(instances, where, input.InstanceIds) : instances.of(where);
        const shown = named.filter(({ state }) => state === 'running' || input.IncludeAllInstances === true).map((instance) => statusAnswer(instances, instance));
        const wanted = filter<InstanceStatus>(input.Filters, statusProperties);
        const { items, token } = page(shown.filter(wanted), input, input.InstanceIds, 'instancesSet');
        return () => ({ InstanceStatuses: items, NextToken: token });
      },
    ),
    GetConsoleOutput: served<GetConsoleOutputRequest, GetConsoleOutputResult>(['InstanceId', 'Latest'], (input, where) => {
      const instance = findInstance(instances, where, input.InstanceId);
      return async () => {
        const said = Buffer.from(await instances.tree(instance).console()).subarray(-consoleBytes);
        return { InstanceId: instance.id, Timestamp: instance.launched.toDate(), Output: said.toString('base64') };
      };
    }),
  };
}

const properties: Record<string, (instance: Instance) => readonly (string | undefined)[]> = {
  architecture: ({ architecture }) => [architecture],
  'availability-zone': ({ zone }) => [zone],
  'client-token': ({ token }) => [token?.text],
  'dns-name': (instance) => [publicName(instance)],
  'image-id': ({ imageId }) => [imageId],
  'instance-id': ({ id }) => [id],
  'instance-state-code': ({ state }) => [String(stateCodes[state])],
  'instance-state-name': ({ state }) => [state],
  'instance-type': ({ type }) => [type],
  'instance.group-id': ({ groups }) => groups,
  'ip-address': ({ publicIp }) => [publicIp],
  'launch-time': ({ launched }) => [launched.toString()],
  'network-interface.network-interface-id': ({ interfaceId }) => [interfaceId],
  'owner-id': ({ accountId }) => [accountId],
  'private-dns-name': (instance) => [privateName(instance)],
  'private-ip-address': ({ privateIp }) => [privateIp],
  'reservation-id': ({ reservationId }) => [reservationId],
  'root-device-name': ({ rootDevice }) => [rootDevice],
  'subnet-id': ({ subnetId }) => [subnetId],
  'vpc-id': ({ vpcId }) => [vpcId],
};

const statusProperties: Record<string, (status: InstanceStatus) => (string | undefined)[]> = {
  'availability-zone': ({ AvailabilityZone: zone }) => [zone],
  'instance-state-code': ({ InstanceState: state }) => [state?.Code?.toString()],
  'instance-state-name': ({ InstanceState: state }) => [state?.Name],
  'instance-status.reachability': ({ InstanceStatus: status }) => [status?.Details?.[0]?.Status],
  'instance-status.status': ({ InstanceStatus: status }) => [status?.Status],
  'system-status.reachability': ({ SystemStatus: status }) => [status?.Details?.[0]?.Status],
  'system-status.status': ({ SystemStatus: status }) => [status?.Status],
};

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-system-instance-status-check.html: what runs on an instance is not the system's fault. */
function statusAnswer({ world }: Instances, instance: Instance): InstanceStatus {
  const { id, zone, state, checked, lost, turn } = instance;
  const now = world.clock.now();
  const isStarting = !checked || now.isBefore(checked);
  const impaired = lost?.plus(draw(world.chance, 'ec2.notice', id, turn));
  return {
    InstanceId: id,
    AvailabilityZone: zone,
    AvailabilityZoneId: zoneId(zone),
    InstanceState: stateAnswer(state),
    Events: [],
    SystemStatus: summary(state, isStarting, undefined),
    InstanceStatus: summary(state, isStarting, impaired && !now.isBefore(impaired) ? impaired : undefined),
  };
}

function summary(state: Instance['state'], isStarting: boolean, impaired: Instant | undefined): InstanceStatus['InstanceStatus'] {
  if (state !== 'running') return { Status: 'not-applicable' };
  if (impaired) return { Status: 'impaired', Details: [{ Name: 'reachability', Status: 'failed', ImpairedSince: impaired.toDate() }] };
  return isStarting
    ? { Status: 'initializing', Details: [{ Name: 'reachability', Status: 'initializing' }] }
    : { Status: 'ok', Details: [{ Name: 'reachability', Status: 'passed' }] };
}
