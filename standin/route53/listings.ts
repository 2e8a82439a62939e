/** Lists of zones. */
import type {
  ListHostedZonesByNameRequest,
  ListHostedZonesByNameResponse,
  ListHostedZonesRequest,
  ListHostedZonesResponse,
} from '@aws-sdk/client-route-53';
import { operation, type Operations } from '../service';
import { zoneAnswer } from './answers';
import { compareNames, compareTexts, normalized, problemOf } from './domain-name';
import { idOf, pageSize } from './ids';
import { refusals } from './refusals';
import type { Zone } from './rows';
import type { Zones } from './zones';

const mostZones = 100;

export function zoneListings(zones: Zones): Operations {
  const answer = (zone: Zone): ReturnType<typeof zoneAnswer> => zoneAnswer(zone, zones.records(zone.id).length);
  return {
    ListHostedZones: operation<ListHostedZonesRequest, ListHostedZonesResponse>(({ Marker, MaxItems, DelegationSetId, HostedZoneType }, { caller }) => {
      if (DelegationSetId) throw refusals.noSuchDelegationSet();
      const all = zones.of(caller.accountId).filter(({ vpcs }) => HostedZoneType !== 'PrivateHostedZone' || vpcs.length > 0);
      const from = Marker ? all.findIndex(({ id }) => id === idOf(Marker)) : 0;
      if (from < 0) throw refusals.noSuchZone(idOf(Marker));
      const most = pageSize(MaxItems, mostZones);
      const next = all[from + most];
      return Promise.resolve({
        HostedZones: all.slice(from, from + most).map(answer),
        Marker: Marker ?? '',
        MaxItems: most,
        IsTruncated: next !== undefined,
        ...(next && { NextMarker: next.id }),
      });
    }),

    ListHostedZonesByName: operation<ListHostedZonesByNameRequest, ListHostedZonesByNameResponse>(({ DNSName, HostedZoneId, MaxItems }, { caller }) => {
      if (HostedZoneId && !DNSName) throw refusals.input('The input is not valid: a HostedZoneId needs a DNSName.');
      const name = DNSName ? normalized(DNSName) : undefined;
      const problem = name === undefined ? undefined : problemOf(name);
      if (problem !== undefined) throw refusals.domainName(problem);
      const start = { name: name ?? '', id: idOf(HostedZoneId) };
      const all = zones
        .of(caller.accountId)
        .sort(compareZones)
        .filter((zone) => name === undefined || compareZones(zone, start) >= 0);
      const most = pageSize(MaxItems, mostZones);
      const next = all[most];
      return Promise.resolve({
        HostedZones: all.slice(0, most).map(answer),
        ...(DNSName && { DNSName }),
        ...(HostedZoneId && { HostedZoneId: idOf(HostedZoneId) }),
        MaxItems: most,
        IsTruncated: next !== undefined,
        ...(next && { NextDNSName: next.name, NextHostedZoneId: next.id }),
      });
    }),
  };
}

function compareZones(a: Pick<Zone, 'name' | 'id'>, b: Pick<Zone, 'name' | 'id'>): number {
  return compareNames(a.name, b.name) || compareTexts(a.id, b.id);
}
