/** DescribeVolumeStatus, and the attribute by which a volume's I/O is allowed again by itself. */
import type {
  DescribeVolumeAttributeRequest, DescribeVolumeAttributeResult, DescribeVolumeStatusRequest, DescribeVolumeStatusResult, ModifyVolumeAttributeRequest, VolumeStatusItem,
} from '@aws-sdk/client-ec2';
import type { Instant } from '../../../time/instant';
import type { Operations } from '../../service';
import { filter } from '../answers/filters';
import { page } from '../answers/paging';
import { refusals } from '../refusals';
import { served } from '../requests';
import { zoneId } from '../zones';
import { findVolume } from './find';
import type { Volume } from './rows';
import type { Volumes } from './volumes';

export function statusOperations(volumes: Volumes): Operations {
  const now = () => volumes.world.clock.now();
  return {
    DescribeVolumeStatus: served<DescribeVolumeStatusRequest, DescribeVolumeStatusResult>(['VolumeIds', 'Filters', 'MaxResults', 'NextToken'], (input, where) => {
      const named = input.VolumeIds?.length ? input.VolumeIds.map((id) => findVolume(volumes, where, id)) : volumes.of(where);
      const wanted = filter<Volume>(input.Filters, properties);
      const { items, token } = page(named.filter(wanted), input, input.VolumeIds, 'volumeIds');
      return () => ({ VolumeStatuses: items.map((volume) => statusAnswer(volume, now())), NextToken: token });
    }),
    DescribeVolumeAttribute: served<DescribeVolumeAttributeRequest, DescribeVolumeAttributeResult>(['VolumeId', 'Attribute'], (input, where) => {
      const { id, autoEnableIo } = findVolume(volumes, where, input.VolumeId);
      if (!input.Attribute) throw refusals.missing('attribute');
      if (input.Attribute === 'productCodes') return () => ({ VolumeId: id, ProductCodes: [] });
      if (input.Attribute !== 'autoEnableIO') throw refusals.value(`Value (${String(input.Attribute)}) for parameter attribute is invalid.`);
      return () => ({ VolumeId: id, AutoEnableIO: { Value: autoEnableIo } });
    }),
    ModifyVolumeAttribute: served<ModifyVolumeAttributeRequest, object>(['VolumeId', 'AutoEnableIO'], (input, where) => {
      const volume = findVolume(volumes, where, input.VolumeId);
      const { Value: autoEnableIo } = input.AutoEnableIO ?? {};
      if (autoEnableIo === undefined) throw refusals.missing('autoEnableIO');
      return () => {
        volumes.put({ ...volume, autoEnableIo });
        return {};
      };
    }),
  };
}

/** https://docs.aws.amazon.com/ebs/latest/userguide/monitoring-volume-checks.html */
function statusAnswer(volume: Volume, now: Instant): VolumeStatusItem {
  const { id, zone, status, attachment } = volume;
  const isOk = status === 'available' || status === 'in-use';
  const [enabled, overall] = isOk ? (['passed', 'ok'] as const) : (['failed', 'insufficient-data'] as const);
  return {
    VolumeId: id,
    AvailabilityZone: zone,
    AvailabilityZoneId: zoneId(zone),
    VolumeStatus: { Status: overall, Details: [{ Name: 'io-enabled', Status: enabled }, { Name: 'io-performance', Status: 'not-applicable' }, ...initializationState(volume, now)] },
    AttachmentStatuses: attachment ? [{ InstanceId: attachment.instanceId, IoPerformance: 'not-applicable' }] : [],
    ...initializationDetails(volume, now),
    Actions: [],
    Events: [],
  };
}

function initializationState({ initialized }: Volume, now: Instant): { Name: 'initialization-state'; Status: string }[] {
  if (!initialized) return [];
  return [{ Name: 'initialization-state', Status: now.compare(initialized.at) >= 0 ? 'completed' : 'initializing' }];
}

/** https://docs.aws.amazon.com/ebs/latest/userguide/ebs-initialize-monitor.html */
function initializationDetails({ initialized, created }: Volume, now: Instant): Pick<VolumeStatusItem, 'InitializationStatusDetails'> {
  if (!initialized) return {};
  const left = Math.max(initialized.at.since(now).seconds, 0);
  const whole = initialized.at.since(created).seconds;
  const progress = left === 0 ? 100 : Math.floor((1 - left / whole) * 100);
  const paidFor = initialized.rate === undefined ? {} : { EstimatedTimeToCompleteInSeconds: Math.ceil(left) };
  return { InitializationStatusDetails: { InitializationType: initialized.rate === undefined ? 'default' : 'provisioned-rate', Progress: progress, ...paidFor } };
}

const properties: Record<string, (volume: Volume) => (string | undefined)[]> = {
  'availability-zone': ({ zone }) => [zone],
  'volume-status.status': ({ status }) => [status === 'available' || status === 'in-use' ? 'ok' : 'insufficient-data'],
  'volume-status.details-name': ({ initialized }) => ['io-enabled', 'io-performance', initialized && 'initialization-state'],
};
