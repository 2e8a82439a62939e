/** What EBS tells EventBridge: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-cloud-watch-events.html */
import type { Instant } from '../../time/instant';
import type { EventBuses } from '../events/event-buses';
import type { Snapshot } from './snapshots/rows';
import { type Volume, volumeArn } from './volumes/rows';

interface Said {
  event: string;
  result: string;
  cause?: string;
}

export function announceVolume(buses: EventBuses, now: Instant, volume: Volume, { event, result, cause = '' }: Said): void {
  const { accountId, region, requestId, keyArn } = volume;
  const resources = [volumeArn(volume), ...(result === 'failed' && keyArn !== undefined ? [keyArn] : [])];
  const detail = { result, cause, event, 'request-id': requestId };
  buses.put({ accountId, region, source: 'aws.ec2', detailType: 'EBS Volume Notification', resources, detail, time: now });
}

/** In these events an ARN has the region where others have the account. `to` is who hears of it, where it is not the owner. */
export function announceSnapshot(buses: EventBuses, now: Instant, snapshot: Snapshot, said: Said & { to?: string }): void {
  const { accountId, region, requestId, id, volumeId, started, copyOf } = snapshot;
  const own = `arn:aws:ec2::${region}:snapshot/${id}`;
  const source = copyOf ? `arn:aws:ec2::${copyOf.region}:snapshot/${copyOf.id}` : `arn:aws:ec2::${region}:volume/${volumeId}`;
  const detail = {
    event: said.event,
    result: said.result,
    cause: said.cause ?? '',
    'request-id': requestId,
    snapshot_id: own,
    source: said.to === undefined ? source : accountId,
    startTime: inSeconds(started),
    endTime: inSeconds(now),
  };
  buses.put({ accountId: said.to ?? accountId, region, source: 'aws.ec2', detailType: 'EBS Snapshot Notification', resources: [own], detail, time: now });
}

function inSeconds(instant: Instant): string {
  return instant.toString().replace(/\.\d{3}Z$/, 'Z');
}
