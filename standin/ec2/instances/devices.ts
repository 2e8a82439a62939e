/** The volumes that an instance begins with: that of its image, changed as the caller says, and more. */
import type { BlockDeviceMapping, TagSpecification } from '@aws-sdk/client-ec2';
import { emptyMap } from '../../planes/volumes/block-map';
import type { Call } from '../../service';
import { withTags } from '../../tag-record';
import { whereOf } from '../../whereabouts';
import type { BlockStorage } from '../block-storage';
import type { Image } from '../images/public-images';
import { refusals } from '../refusals';
import { tagRefusals } from '../requests';
import { checkCompleted, findUsable } from '../snapshots/find';
import type { Snapshot } from '../snapshots/rows';
import { attach } from '../volumes/attaching/attach';
import { makeVolume, type NewVolume } from '../volumes/create';
import { keyWanted } from '../volumes/encryption';
import { shapeOf } from '../volumes/types';
import type { Instance } from './rows';

export interface Device {
  name: string;
  volume: Omit<NewVolume, 'zone'>;
  deleteOnTermination: boolean;
}

interface Asked {
  image: Image;
  mappings: readonly BlockDeviceMapping[] | undefined;
  tags: readonly TagSpecification[] | undefined;
  call: Call;
}

/** Throws as CreateVolume does, and InvalidBlockDeviceMapping's kin in the words of InvalidParameterValue. */
export function devicesOf(storage: BlockStorage, { image, mappings = [], tags = [], call }: Asked): Device[] {
  const root: BlockDeviceMapping = { DeviceName: image.rootDevice, Ebs: { VolumeSize: image.sizeGib, VolumeType: 'gp3' } };
  const ofImage = image.made?.mappings ?? [root];
  const isOfImage = (name: string | undefined): boolean => ofImage.some(({ DeviceName: one }) => one === name);
  const changed = ofImage.map((mapping) => ({ ...mapping, Ebs: { ...mapping.Ebs, ...mappings.find(({ DeviceName: name }) => name === mapping.DeviceName)?.Ebs } }));
  const all = [...changed, ...mappings.filter(({ DeviceName: name }) => !isOfImage(name))];
  const names = new Set<string>();
  const ofVolumes = withTags({}, tags.filter(({ ResourceType: type }) => type === 'volume').flatMap(({ Tags: list = [] }) => list), tagRefusals);
  return all.map((mapping) => {
    const name = mapping.DeviceName;
    if (!name) throw refusals.missing('deviceName');
    if (names.has(name)) throw refusals.value(`Invalid value '${name}' for blockDeviceMapping. Duplicate device name.`);
    names.add(name);
    return deviceOf(storage, { mapping, name, call, tags: ofVolumes, rootOf: name === image.rootDevice ? image : undefined });
  });
}

interface OneAsked {
  mapping: BlockDeviceMapping;
  name: string;
  call: Call;
  tags: NewVolume['tags'];
  rootOf: Image | undefined;
}

function deviceOf({ snapshots, settings }: BlockStorage, { mapping, name, call, tags, rootOf }: OneAsked): Device {
  const { Ebs: ebs, NoDevice: none, VirtualName: virtual } = mapping;
  if (!ebs || none !== undefined || virtual) throw refusals.notServed('BlockDeviceMapping without Ebs');
  const where = whereOf(call);
  const named = ebs.SnapshotId && (rootOf?.made || ebs.SnapshotId !== rootOf?.snapshotId) ? findUsable(snapshots, where, ebs.SnapshotId) : undefined;
  if (named) checkCompleted(named);
  const snapshot = named ?? (rootOf && !rootOf.made ? blankOf(rootOf) : undefined);
  const size = ebs.VolumeSize ?? snapshot?.sizeGib;
  if (size === undefined) throw refusals.missing('size/snapshot');
  if (snapshot && size < snapshot.sizeGib) throw refusals.value(`Volume of size ${size}GB is smaller than snapshot '${snapshot.id}', expect size >= ${snapshot.sizeGib}GB`);
  const inherited = named && { encrypted: named.encrypted, keyArn: named.keyArn, ours: named.accountId === where.accountId };
  const shape = shapeOf({ size, type: ebs.VolumeType, iops: ebs.Iops, throughput: ebs.Throughput });
  const keyId = keyWanted(ebs, inherited, settings.of(where));
  const volume = { shape, snapshot, keyId, tags, where, caller: call.caller, requestId: call.requestId };
  return { name, volume, deleteOnTermination: ebs.DeleteOnTermination ?? rootOf !== undefined };
}

/** The snapshot of a public image, which is somebody else's and has nothing in it that anybody looks at. */
function blankOf({ snapshotId: id, region, ownerId, sizeGib }: Image): Snapshot {
  // Of a snapshot, making a volume only asks for what is here.
  return { id, region, accountId: ownerId, sizeGib, map: emptyMap, blocks: 0, encrypted: false } as Snapshot;
}

/** Makes the volumes and begins to attach them: they come up with the instance. */
export function makeDevices({ snapshots, volumes }: BlockStorage, instance: Instance, devices: readonly Device[]): void {
  for (const { name, volume, deleteOnTermination } of devices) {
    const made = makeVolume(snapshots, { ...volume, zone: instance.zone });
    attach(volumes, made, instance, { device: name, deleteOnTermination });
  }
}
