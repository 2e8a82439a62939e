/** Making, reading and deleting zones, and what becomes of changes. */
import type {
  CreateHostedZoneRequest,
  CreateHostedZoneResponse,
  DeleteHostedZoneRequest,
  DeleteHostedZoneResponse,
  GetChangeRequest,
  GetChangeResponse,
  GetHostedZoneRequest,
  GetHostedZoneResponse,
} from '@aws-sdk/client-route-53';
import type { Network } from '../ec2/network/network';
import { operation, type Operations } from '../service';
import { changeAnswer, vpcAnswer, zoneAnswer } from './answers';
import { normalized, problemOf } from './domain-name';
import { idOf } from './ids';
import { nameServersOf, ownRecords } from './own-records';
import { refusals } from './refusals';
import type { Zone } from './rows';
import type { Zones } from './zones';

export function zoneOperations(zones: Zones, network: Network): Operations {
  return {
    CreateHostedZone: operation<CreateHostedZoneRequest, CreateHostedZoneResponse>((input, call) => {
      const name = normalized(input.Name ?? '');
      const problem = problemOf(name);
      if (problem !== undefined) throw refusals.domainName(problem);
      if (input.DelegationSetId !== undefined) throw refusals.noSuchDelegationSet();
      const callerReference = input.CallerReference ?? '';
      if (callerReference.length < 1 || callerReference.length > 128) throw refusals.input('Invalid XML ; the CallerReference has 1 to 128 characters.');
      const { accountId } = call.caller;
      const vpcs = vpcsOf(input, accountId, network);
      if (zones.wasUsed(accountId, callerReference)) throw refusals.exists();
      for (const vpc of vpcs) {
        const other = zones.of(accountId).find((zone) => zone.name === name && zone.vpcs.some(({ id }) => id === vpc.id));
        if (other) throw refusals.conflict(vpc.id, vpc.region, other.id);
      }
      const id = zones.newId(accountId, callerReference);
      const nameServers = nameServersOf(id, vpcs.length > 0);
      const comment = input.HostedZoneConfig?.Comment;
      const wanted = { id, accountId, name, callerReference, vpcs, nameServers, tags: {}, ...(comment && { comment }) };
      const { zone, change } = zones.create(wanted, ownRecords(name, nameServers), call.now);
      const [vpc] = zone.vpcs;
      return Promise.resolve({
        HostedZone: zoneAnswer(zone, 2),
        ChangeInfo: changeAnswer(change, call.now),
        DelegationSet: delegationSet(zone),
        Location: `https://route53.amazonaws.com/2013-04-01/hostedzone/${id}`,
        ...(vpc && { VPC: vpcAnswer(vpc) }),
      });
    }),

    GetHostedZone: operation<GetHostedZoneRequest, GetHostedZoneResponse>(({ Id }, call) => {
      const zone = zones.require(idOf(Id), call.caller);
      const set = delegationSet(zone);
      return Promise.resolve({
        HostedZone: zoneAnswer(zone, zones.records(zone.id).length),
        ...(set && { DelegationSet: set }),
        ...(zone.vpcs.length > 0 && { VPCs: zone.vpcs.map(vpcAnswer) }),
      });
    }),

    DeleteHostedZone: operation<DeleteHostedZoneRequest, DeleteHostedZoneResponse>(({ Id }, call) => {
      const zone = zones.require(idOf(Id), call.caller);
      const others = zones.records(zone.id).filter(({ name, type }) => name !== zone.name || !['NS', 'SOA'].includes(type));
      if (others.length > 0) throw refusals.notEmpty();
      return Promise.resolve({ ChangeInfo: changeAnswer(zones.delete(zone, call.now), call.now) });
    }),

    GetChange: operation<GetChangeRequest, GetChangeResponse>(({ Id }, call) =>
      Promise.resolve({ ChangeInfo: changeAnswer(zones.change(idOf(Id), call.caller.accountId), call.now) }),
    ),
  };
}

/** A zone with a network is a private one, said or not. */
function vpcsOf({ VPC, HostedZoneConfig }: CreateHostedZoneRequest, accountId: string, network: Network): Zone['vpcs'] {
  if (!VPC) {
    if (HostedZoneConfig?.PrivateZone) throw refusals.input('When you are creating a private hosted zone, you must specify a VPC.');
    return [];
  }
  const vpc = network.vpcs.get(VPC.VPCId ?? '');
  if (vpc?.accountId !== accountId || vpc.region !== VPC.VPCRegion) throw refusals.vpc();
  return [{ id: vpc.id, region: vpc.region }];
}

function delegationSet({ nameServers, vpcs }: Zone): CreateHostedZoneResponse['DelegationSet'] {
  return vpcs.length > 0 ? undefined : { NameServers: [...nameServers] };
}
