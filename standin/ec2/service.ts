/** Amazon EC2, as far as databases, volumes and servers need it: networks, subnets, security groups, zones, volumes and their snapshots, and instances. */
import type { Access } from '../access/access';
import { requestContext } from '../access/request-context';
import type { Call, Service } from '../service';
import type { BlockStorage } from './block-storage';
import { ruleOperations } from './groups/change-rules';
import { groupOperations } from './groups/groups';
import { describeImageOperations } from './images/describe';
import { Images } from './images/images';
import { makeImageOperations } from './images/make';
import { attributeOperations } from './instances/attributes';
import { describeOperations } from './instances/describe';
import { Instances } from './instances/instances';
import { liveOn, takeUp } from './instances/lifecycle';
import { powerOperations } from './instances/power';
import { instanceQuestions } from './instances/questions';
import { runOperations } from './instances/run';
import { typeOperations } from './instances/types/type-operations';
import type { Network } from './network/network';
import { subnetOperations } from './network/subnets';
import { vpcOperations } from './network/vpcs';
import { snapshotArn } from './snapshots/rows';
import { storageQuestions } from './storage-questions';
import { taggedInEc2 } from './tagged-resources';
import { tagOperations } from './tags';
import { zoneOperations } from './zones';

export function ec2Service(network: Network, storage: BlockStorage, access: Access): Service {
  const ofStorage = storage.operations();
  const instances = new Instances(storage.world, network, storage);
  const images = new Images(storage);
  liveOn(instances);
  const ofInstances = {
    ...runOperations(instances, images),
    ...powerOperations(instances),
    ...describeOperations(instances),
    ...attributeOperations(instances),
    ...typeOperations(),
    ...describeImageOperations(images),
    ...makeImageOperations(images, instances),
  };
  return {
    operations: {
      ...vpcOperations(network),
      ...subnetOperations(network),
      ...groupOperations(network),
      ...ruleOperations(network),
      ...tagOperations(network, storage, instances),
      ...zoneOperations(),
      ...ofStorage,
      ...ofInstances,
    },
    open: () => takeUp(instances),
    close: () => instances.close(),
    tagged: taggedInEc2(network, storage, instances),
    authorize: (operation, input, call) => {
      if (Object.hasOwn(ofStorage, operation) && !operation.startsWith('Describe')) {
        for (const { action, resource, context } of storageQuestions(storage, operation, input, call)) {
          access.require({ caller: call.caller, action, resource, context: () => ({ ...requestContext(call), ...context }) });
        }
        return;
      }
      if (Object.hasOwn(ofInstances, operation) && !operation.startsWith('Describe')) {
        for (const { action, resource, context } of instanceQuestions(instances, operation, input, call)) {
          access.require({ caller: call.caller, action, resource, context: () => ({ ...requestContext(call), ...context }) });
        }
        return;
      }
      for (const resource of resourcesOf(operation, input, call)) {
        access.require({ caller: call.caller, action: `ec2:${operation}`, resource, context: () => requestContext(call) });
      }
    },
  };
}

interface Named {
  VpcId?: string;
  SubnetId?: string;
  GroupId?: string;
  Resources?: string[];
}

const kinds: Readonly<Record<string, string>> = { vpc: 'vpc', subnet: 'subnet', sg: 'security-group', sgr: 'security-group-rule', vol: 'volume', i: 'instance' };

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
function resourcesOf(operation: string, input: Named, { caller, region }: Call): string[] {
  const arn = (kind: string, id: string): string => `arn:aws:ec2:${region}:${caller.accountId}:${kind}/${id}`;
  if (operation.startsWith('Describe')) return ['*'];
  const made = { CreateVpc: 'vpc', CreateSubnet: 'subnet', CreateSecurityGroup: 'security-group' }[operation];
  const ids = [input.VpcId, input.SubnetId, input.GroupId, ...(input.Resources ?? [])].flatMap((id) => (id ? [id] : []));
  const named = ids.map((id) => (id.startsWith('snap-') ? snapshotArn({ region, id }) : arn(kinds[id.split('-')[0] ?? ''] ?? '*', id)));
  return [...(made ? [arn(made, '*')] : []), ...named, ...(made || named.length > 0 ? [] : ['*'])];
}
