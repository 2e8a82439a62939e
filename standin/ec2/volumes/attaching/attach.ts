/** AttachVolume and DetachVolume. */
import type { AttachVolumeRequest, DetachVolumeRequest, VolumeAttachment } from '@aws-sdk/client-ec2';
import { AwsError } from '../../../aws-error';
import type { Operations } from '../../../service';
import type { Whereabouts } from '../../../whereabouts';
import { refusals } from '../../refusals';
import { served } from '../../requests';
import { attachmentAnswer } from '../answer';
import type { Machine } from './attachments';
import { isKeyUsable } from '../encryption';
import { findVolume } from '../find';
import type { Attachment, Volume } from '../rows';
import type { Volumes } from '../volumes';

/** https://docs.aws.amazon.com/ebs/latest/userguide/ebs-attaching-volume.html: names of devices, those of the root included. */
const device = /^(\/dev\/)?((sd|xvd|hd)[a-z][a-z]?[0-9]{0,2})$/;
/** What a Nitro instance of a common type takes; the types differ. */
const mostVolumes = 28;

export function attachOperations(volumes: Volumes): Operations {
  return {
    AttachVolume: served<AttachVolumeRequest, VolumeAttachment>(['VolumeId', 'InstanceId', 'Device'], (input, where) => {
      const volume = findVolume(volumes, where, input.VolumeId);
      const machine = machineOf(volumes, where, input.InstanceId);
      const name = input.Device;
      if (!name) throw refusals.missing('device');
      checkAttachable(volumes, volume, machine, name);
      return () => attachmentAnswer(volume.id, attach(volumes, volume, machine, { device: name, deleteOnTermination: false }));
    }),
    DetachVolume: served<DetachVolumeRequest, VolumeAttachment>(['VolumeId', 'InstanceId', 'Device', 'Force'], (input, where) => {
      const volume = findVolume(volumes, where, input.VolumeId);
      const attachment = attachmentOf(volume, input);
      const machine = volumes.machines?.find(where, attachment.instanceId);
      if (machine?.state === 'running' && machine.rootDevice === attachment.device) {
        throw new AwsError('OperationNotPermitted', `Unable to detach root volume '${volume.id}' from instance '${machine.id}'`);
      }
      return async () => attachmentAnswer(volume.id, await detach(volumes, volume, attachment, input.Force === true));
    }),
  };
}

function machineOf(volumes: Volumes, where: Whereabouts, id: string | undefined): Machine {
  if (!id) throw refusals.missing('instanceId');
  if (!/^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) throw refusals.malformed('InvalidInstanceID', id, 'i');
  const machine = volumes.machines?.find(where, id);
  if (!machine) throw refusals.notFound('InvalidInstanceID', `The instance ID '${id}' does not exist`);
  return machine;
}

/** Throws VolumeInUse, IncorrectState, InvalidVolume.ZoneMismatch, InvalidParameterValue, AttachmentLimitExceeded and InvalidKmsKey.InvalidState. */
export function checkAttachable(volumes: Volumes, volume: Volume, machine: Machine, name: string): void {
  if (volume.attachment) throw new AwsError('VolumeInUse', `${volume.id} is already attached to an instance`);
  if (volume.status !== 'available') throw new AwsError('IncorrectState', `Volume '${volume.id}' is in the '${volume.status}' state. It must be in the 'available' state.`);
  if (machine.state !== 'running' && machine.state !== 'stopped') throw new AwsError('IncorrectState', `Instance '${machine.id}' is not 'running' or 'stopped'.`);
  if (machine.zone !== volume.zone) throw new AwsError('InvalidVolume.ZoneMismatch', `The volume '${volume.id}' is not in the same availability zone as instance '${machine.id}'`);
  if (!device.test(name)) throw refusals.value(`Value (${name}) for parameter device is invalid. ${name} is not a valid EBS device name.`);
  const others = attachedTo(volumes, volume, machine.id);
  if (others.some(({ attachment }) => attachment?.device === name)) {
    throw refusals.value(`Invalid value '${name}' for unixDevice. Attachment point ${name} is already in use`);
  }
  if (others.length >= mostVolumes) throw new AwsError('AttachmentLimitExceeded', `The maximum number of volumes of instance ${machine.id} has been reached.`);
  if (volume.keyArn !== undefined && !isKeyUsable(volumes.neighbours, volume.keyArn, volume)) {
    throw new AwsError('InvalidKmsKey.InvalidState', `The KMS key ${volume.keyArn} is in an incorrect state for this operation.`);
  }
}

/** The volumes of an instance. */
export function attachedTo(volumes: Volumes, where: Whereabouts, instanceId: string): Volume[] {
  return volumes.of(where).filter(({ attachment }) => attachment?.instanceId === instanceId);
}

/** Begins to attach a volume that may be. */
export function attach(volumes: Volumes, volume: Volume, machine: Machine, wanted: Pick<Attachment, 'device' | 'deleteOnTermination'>): Attachment {
  const attachment: Attachment = { instanceId: machine.id, state: 'attaching', at: volumes.world.clock.now(), ...wanted };
  volumes.put({ ...volume, status: 'in-use', attachment });
  volumes.later({ id: volume.id, what: 'attached', instanceId: machine.id }, 'ebs.attach', machine.id);
  return attachment;
}

/** Throws IncorrectState for what is not attached, InvalidAttachment.NotFound where it is attached to something else. */
function attachmentOf({ id, status, attachment }: Volume, { InstanceId: instanceId, Device: name }: DetachVolumeRequest): Attachment {
  if (!attachment) throw new AwsError('IncorrectState', `Volume '${id}' is in the '${status}' state.`);
  if ((instanceId && instanceId !== attachment.instanceId) || (name && name !== attachment.device)) {
    throw new AwsError('InvalidAttachment.NotFound', `The volume '${id}' is not attached to instance '${instanceId ?? attachment.instanceId}' as device '${name ?? attachment.device}'.`);
  }
  return attachment;
}

/** Takes a volume from its instance; one that the instance still holds stays, and is said to be busy. */
async function detach(volumes: Volumes, volume: Volume, attachment: Attachment, force: boolean): Promise<Attachment> {
  const isFree = (await volumes.machines?.unplug(volume, attachment.instanceId, volume.id, force)) ?? true;
  const state = isFree ? ('detaching' as const) : ('busy' as const);
  volumes.put({ ...findVolume(volumes, volume, volume.id), attachment: { ...attachment, state } });
  if (isFree) volumes.later({ id: volume.id, what: 'detached' }, 'ebs.detach', attachment.instanceId);
  return { ...attachment, state };
}
