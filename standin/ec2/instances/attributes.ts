/** DescribeInstanceAttribute and ModifyInstanceAttribute. */
import type { DescribeInstanceAttributeRequest, InstanceAttribute, ModifyInstanceAttributeRequest } from '@aws-sdk/client-ec2';
import type { Operations } from '../../service';
import type { Whereabouts } from '../../whereabouts';
import { findGroup } from '../network/find';
import { refusals } from '../refusals';
import { served } from '../requests';
import { attachedTo } from '../volumes/attaching/attach';
import type { Volume } from '../volumes/rows';
import { mappings } from './answer';
import { checkState, findInstance } from './find';
import type { Instances } from './instances';
import type { Instance } from './rows';
import { instanceTypes } from './types/types';
import { userDataOf } from './user-data';

const changeable = ['Attribute', 'Value', 'BlockDeviceMappings', 'DisableApiTermination', 'EbsOptimized', 'Groups', 'InstanceInitiatedShutdownBehavior', 'InstanceType', 'UserData'];

export function attributeOperations(instances: Instances): Operations {
  return {
    DescribeInstanceAttribute: served<DescribeInstanceAttributeRequest, InstanceAttribute>(['InstanceId', 'Attribute'], (input, where) => {
      const instance = findInstance(instances, where, input.InstanceId);
      if (!input.Attribute) throw refusals.missing('attribute');
      const tell = Object.hasOwn(attributes, input.Attribute) ? attributes[input.Attribute] : undefined;
      if (!tell) throw refusals.notServed(`Attribute ${input.Attribute}`);
      return () => ({ InstanceId: instance.id, ...tell(instance, instances) });
    }),
    ModifyInstanceAttribute: served<ModifyInstanceAttributeRequest, object>(['InstanceId', ...changeable], (input, where) => {
      const instance = findInstance(instances, where, input.InstanceId);
      const wanted = named(input);
      const given = Object.entries(wanted).filter(([name, value]) => name !== 'InstanceId' && name !== 'DryRun' && value !== undefined);
      if (given.length !== 1) throw refusals.combination('Exactly one attribute must be specified.');
      const change = changeOf(instances, where, instance, wanted);
      const volumes = volumeChanges(instances, instance, wanted);
      return () => {
        instances.put({ ...instance, ...change });
        for (const volume of volumes) instances.storage.volumes.put(volume);
        return {};
      };
    }),
  };
}

const attributes: Readonly<Record<string, (instance: Instance, instances: Instances) => InstanceAttribute>> = {
  blockDeviceMapping: (instance, instances) => ({ BlockDeviceMappings: mappings(instances, instance) }),
  disableApiTermination: ({ protectedFromTermination: Value }) => ({ DisableApiTermination: { Value } }),
  ebsOptimized: ({ ebsOptimized: Value }) => ({ EbsOptimized: { Value } }),
  groupSet: ({ groups }) => ({ Groups: groups.map((GroupId) => ({ GroupId })) }),
  instanceInitiatedShutdownBehavior: ({ onShutdown: Value }) => ({ InstanceInitiatedShutdownBehavior: { Value } }),
  instanceType: ({ type: Value }) => ({ InstanceType: { Value } }),
  rootDeviceName: ({ rootDevice: Value }) => ({ RootDeviceName: { Value } }),
  userData: ({ userData: Value }) => ({ UserData: Value === undefined ? {} : { Value } }),
};

/** The older way to write one attribute, beside a member of its own. */
function named({ Attribute: attribute, Value: value, ...input }: ModifyInstanceAttributeRequest): ModifyInstanceAttributeRequest {
  if (!attribute) return input;
  if (attribute === 'disableApiTermination') return { ...input, DisableApiTermination: { Value: value === 'true' } };
  if (attribute === 'instanceType') return { ...input, InstanceType: { Value: value } };
  if (attribute === 'instanceInitiatedShutdownBehavior') return { ...input, InstanceInitiatedShutdownBehavior: { Value: value } };
  if (attribute === 'userData') return { ...input, UserData: { Value: Buffer.from(value ?? '', 'base64') } };
  throw refusals.notServed(`Attribute ${attribute}`);
}

function changeOf({ network }: Instances, where: Whereabouts, instance: Instance, input: ModifyInstanceAttributeRequest): Partial<Instance> {
  const stopped = (): void => checkState(instance, ['stopped'], 'modified');
  if (input.DisableApiTermination) return { protectedFromTermination: input.DisableApiTermination.Value ?? false };
  if (input.InstanceInitiatedShutdownBehavior) return { onShutdown: input.InstanceInitiatedShutdownBehavior.Value === 'terminate' ? 'terminate' : 'stop' };
  if (input.Groups) return { groups: input.Groups.map((id) => findGroup(network, where, id).id) };
  if (input.EbsOptimized) {
    stopped();
    return { ebsOptimized: input.EbsOptimized.Value ?? false };
  }
  if (input.UserData) {
    stopped();
    return { userData: userDataOf(Buffer.from(input.UserData.Value ?? []).toString('base64')) };
  }
  if (!input.InstanceType) return {};
  stopped();
  const type = input.InstanceType.Value ?? '';
  const known = Object.hasOwn(instanceTypes, type) ? instanceTypes[type] : undefined;
  if (known?.architecture !== instance.architecture) throw refusals.value(`Invalid value '${type}' for InstanceType.`);
  return { type };
}

/** Whether its volumes go with it. */
function volumeChanges({ storage }: Instances, instance: Instance, { BlockDeviceMappings: wanted = [] }: ModifyInstanceAttributeRequest): Volume[] {
  const volumes = attachedTo(storage.volumes, instance, instance.id);
  return wanted.map(({ DeviceName: name, Ebs: ebs }) => {
    const volume = volumes.find(({ attachment }) => attachment?.device === name);
    if (!volume?.attachment) throw refusals.value(`No device is currently mapped at ${name}`);
    return { ...volume, attachment: { ...volume.attachment, deleteOnTermination: ebs?.DeleteOnTermination ?? volume.attachment.deleteOnTermination } };
  });
}
