/** What a server is, against what it was launched as: image, type, network, tags, user data and the data volume. */
import { createHash } from 'node:crypto';
import type { ParityReading } from '../subject';
import type { Server } from './server';

export async function readServerParity({ services, resource, standing, component }: Server): Promise<ParityReading> {
  const { region, launch, device, tags } = resource;
  const [instances, volumes] = [services.instances(region), services.volumes(region)];
  const expected = {
    imageId: launch.imageId,
    instanceType: launch.instanceType,
    zone: standing.zone,
    securityGroups: [launch.groupId],
    tags,
    userData: digestOf(launch.userData),
    volume: { sizeGiB: component.volumeGiB, type: 'gp3', encrypted: component.encrypted, device, tags },
  };
  const found = await instances.find(standing.instanceId);
  if (!found) return { expected, actual: {} };
  const volume = await volumes.find(found.volumes[device] ?? standing.volumeId);
  return {
    expected,
    actual: {
      imageId: found.imageId,
      instanceType: found.instanceType,
      zone: found.zone,
      securityGroups: found.groupIds,
      tags: found.tags,
      userData: digestOf(await instances.userData(found.id)),
      volume: volume ? { sizeGiB: volume.sizeGiB, type: volume.type, encrypted: volume.encrypted, device: volume.attachment?.device ?? '', tags: volume.tags } : null,
    },
  };
}

function digestOf(script: string): string {
  return `sha256:${createHash('sha256').update(script, 'utf8').digest('hex')}`;
}
