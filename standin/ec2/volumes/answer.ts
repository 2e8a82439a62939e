/** A volume and what it is attached to, as EC2 describes them. */
import type { Volume as VolumeAnswer, VolumeAttachment } from '@aws-sdk/client-ec2';
import { tagAnswer } from '../answers/filters';
import { zoneId } from '../zones';
import type { Attachment, Volume } from './rows';

export function volumeAnswer(volume: Volume): VolumeAnswer {
  const { shape, keyArn, initialized } = volume;
  return {
    VolumeId: volume.id,
    Size: shape.size,
    SnapshotId: volume.snapshotId ?? '',
    AvailabilityZone: volume.zone,
    AvailabilityZoneId: zoneId(volume.zone),
    State: volume.status,
    CreateTime: volume.created.toDate(),
    Attachments: volume.attachment ? [attachmentAnswer(volume.id, volume.attachment)] : [],
    Encrypted: volume.encrypted,
    ...(keyArn !== undefined && { KmsKeyId: keyArn }),
    SseType: volume.encrypted ? 'sse-kms' : 'none',
    VolumeType: shape.type,
    ...(shape.iops !== undefined && { Iops: shape.iops }),
    ...(shape.throughput !== undefined && { Throughput: shape.throughput }),
    ...(initialized?.rate !== undefined && { VolumeInitializationRate: initialized.rate }),
    MultiAttachEnabled: false,
    Tags: tagAnswer(volume.tags),
  };
}

export function attachmentAnswer(volumeId: string, { instanceId, device, state, at, deleteOnTermination }: Attachment): VolumeAttachment {
  return { VolumeId: volumeId, InstanceId: instanceId, Device: device, State: state, AttachTime: at.toDate(), DeleteOnTermination: deleteOnTermination };
}
