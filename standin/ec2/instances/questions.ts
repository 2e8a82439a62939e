/** What a caller needs to be allowed for operations on instances: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
import type { RunInstancesRequest } from '@aws-sdk/client-ec2';
import type { Call } from '../../service';
import { type Question, requestTags, resourceTags } from '../storage-questions';
import type { Instances } from './instances';

interface Named extends Partial<RunInstancesRequest> {
  InstanceId?: string;
  InstanceIds?: string[];
}

export function instanceQuestions(instances: Instances, operation: string, input: Named, { region, caller: { accountId } }: Call): Question[] {
  const arn = (kind: string, id: string): string => `arn:aws:ec2:${region}:${accountId}:${kind}/${id}`;
  if (operation === 'RunInstances') return runQuestions(input, { region, arn });
  if (operation === 'DeregisterImage') return [{ action: 'ec2:DeregisterImage', resource: `arn:aws:ec2:${region}::image/${input.ImageId}`, context: {} }];
  if (operation === 'CreateImage') {
    const made = ['image', 'snapshot'].map((kind) => ({ action: 'ec2:CreateImage', resource: `arn:aws:ec2:${region}::${kind}/*`, context: requestTags(input) }));
    return [...made, { action: 'ec2:CreateImage', resource: arn('instance', input.InstanceId ?? '*'), context: resourceTags(instances.rows.get(input.InstanceId ?? '')?.tags ?? {}) }];
  }
  return [...(input.InstanceIds ?? []), ...(input.InstanceId ? [input.InstanceId] : [])].map((id) => ({
    action: `ec2:${operation}`,
    resource: arn('instance', id),
    context: resourceTags(instances.rows.get(id)?.tags ?? {}),
  }));
}

/** RunInstances asks for all that it makes and uses, and for CreateTags where it tags. */
function runQuestions(input: Named, { region, arn }: { region: string; arn: (kind: string, id: string) => string }): Question[] {
  const tagged = (kind: string): Question['context'] => requestTags({ TagSpecifications: input.TagSpecifications?.filter(({ ResourceType: type }) => type === kind) });
  const [only] = input.NetworkInterfaces ?? [];
  const groups = input.SecurityGroupIds ?? only?.Groups ?? [];
  const snapshots = (input.BlockDeviceMappings ?? []).flatMap(({ Ebs: ebs }) => (ebs?.SnapshotId ? [`arn:aws:ec2:${region}::snapshot/${ebs.SnapshotId}`] : []));
  const used = [
    `arn:aws:ec2:${region}::image/${input.ImageId}`,
    arn('subnet', input.SubnetId ?? only?.SubnetId ?? '*'),
    arn('network-interface', '*'),
    ...(groups.length > 0 ? groups : ['*']).map((id) => arn('security-group', id)),
    ...snapshots,
  ];
  const made = ['instance', 'volume'].map((kind) => ({ resource: arn(kind, '*'), context: { ...tagged(kind), ...(kind === 'instance' && { 'ec2:instancetype': input.InstanceType ?? 'm5.large' }) } }));
  const tagging = (input.TagSpecifications ?? []).flatMap(({ ResourceType: kind = '', Tags: tags = [] }) =>
    tags.length > 0 ? [{ action: 'ec2:CreateTags', resource: arn(kind, '*'), context: { ...tagged(kind), 'ec2:createaction': 'RunInstances' } }] : [],
  );
  return [...made.map((one) => ({ action: 'ec2:RunInstances', ...one })), ...used.map((resource) => ({ action: 'ec2:RunInstances', resource, context: {} })), ...tagging];
}
