/** Zones, changes and records as Route 53 words them. */
import type { ChangeInfo, HostedZone, ResourceRecordSet, RRType, VPC, VPCRegion } from '@aws-sdk/client-route-53';
import type { Instant } from '../../time/instant';
import type { Change, RecordSet, Zone } from './rows';

export function zoneAnswer(zone: Zone, records: number): HostedZone {
  return {
    Id: `/hostedzone/${zone.id}`,
    Name: zone.name,
    CallerReference: zone.callerReference,
    Config: { ...(zone.comment !== undefined && { Comment: zone.comment }), PrivateZone: zone.vpcs.length > 0 },
    ResourceRecordSetCount: records,
  };
}

export function vpcAnswer({ id, region }: Zone['vpcs'][number]): VPC {
  // Regions are an enumeration in the SDK.
  return { VPCId: id, VPCRegion: region as VPCRegion };
}

export function changeAnswer({ id, submitted, everywhere, comment }: Change, now: Instant): ChangeInfo {
  const Status = everywhere.isAfter(now) ? 'PENDING' : 'INSYNC';
  return { Id: `/change/${id}`, Status, SubmittedAt: submitted.toDate(), ...(comment !== undefined && { Comment: comment }) };
}

export function recordAnswer({ name, type, ttl, values }: RecordSet): ResourceRecordSet {
  // Only types of the enumeration get into a zone.
  return { Name: name, Type: type as RRType, TTL: ttl, ResourceRecords: values.map((Value) => ({ Value })) };
}
