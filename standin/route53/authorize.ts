/** Who may do what in Route 53. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53.html */
import type { ChangeResourceRecordSetsRequest, CreateHostedZoneRequest } from '@aws-sdk/client-route-53';
import type { Access, RequestContext } from '../access/access';
import { requestContext } from '../access/request-context';
import type { Service } from '../service';
import { normalized } from './domain-name';
import { idOf } from './ids';

interface Named {
  Id?: string;
  HostedZoneId?: string;
  ResourceId?: string;
  ResourceType?: string;
}

export function authorize(access: Access): NonNullable<Service['authorize']> {
  return (operation, input, call) => {
    const { caller } = call;
    const context = (): RequestContext => ({ ...requestContext(call), ...ownKeys(operation, input) });
    access.require({ caller, action: `route53:${operation}`, resource: resourceOf(operation, input), context });
    const vpc = operation === 'CreateHostedZone' ? (input as CreateHostedZoneRequest).VPC : undefined;
    // To join a network to a zone takes the right to see networks.
    if (vpc) access.require({ caller, action: 'ec2:DescribeVpcs', resource: '*', context });
  };
}

function resourceOf(operation: string, input: Named): string {
  const arn = (kind: string, id: string | undefined): string => `arn:aws:route53:::${kind}/${idOf(id)}`;
  if (operation === 'GetChange') return arn('change', input.Id);
  if (operation === 'ChangeTagsForResource' || operation === 'ListTagsForResource') return arn(input.ResourceType ?? '*', input.ResourceId);
  const id = operation.startsWith('ListHostedZones') ? undefined : (input.Id ?? input.HostedZoneId);
  return id === undefined ? '*' : arn('hostedzone', id);
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html */
function ownKeys(operation: string, input: object): RequestContext {
  if (operation === 'CreateHostedZone') {
    const { VPC } = input as CreateHostedZoneRequest;
    return VPC ? { 'route53:vpcs': [`VPCId=${VPC.VPCId},VPCRegion=${VPC.VPCRegion}`] } : {};
  }
  if (operation !== 'ChangeResourceRecordSets') return {};
  const changes = (input as ChangeResourceRecordSetsRequest).ChangeBatch?.Changes ?? [];
  const each = (of: (change: (typeof changes)[number]) => string | undefined): string[] => [...new Set(changes.map((change) => of(change) ?? ''))];
  return {
    'route53:changeresourcerecordsetsnormalizedrecordnames': each(({ ResourceRecordSet: set }) => normalized(set?.Name ?? '').slice(0, -1)),
    'route53:changeresourcerecordsetsrecordtypes': each(({ ResourceRecordSet: set }) => set?.Type),
    'route53:changeresourcerecordsetsactions': each(({ Action }) => Action),
  };
}
