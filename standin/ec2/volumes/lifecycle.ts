/** What becomes of volumes on the clock: made, attached, detached, grown, gone. */
import { announceVolume } from '../announce';
import type { Volume } from './rows';
import { gibibyte } from './rows';
import type { VolumeTask, Volumes } from './volumes';

export function liveOn(volumes: Volumes): void {
  volumes.onDue(async (task) => {
    const volume = volumes.rows.get(task.id);
    if (volume) await become(volumes, volume, task);
  });
}

async function become(volumes: Volumes, volume: Volume, task: VolumeTask): Promise<void> {
  if (task.what === 'made') return made(volumes, volume);
  if (task.what === 'gone') return gone(volumes, volume);
  if (task.what === 'attached') return attached(volumes, volume, task.instanceId);
  if (task.what === 'grown') return grown(volumes, volume);
  const { attachment, ...free } = volume;
  if (attachment?.state === 'detaching') volumes.put({ ...free, status: 'available' });
}

function made(volumes: Volumes, volume: Volume): void {
  if (volume.status !== 'creating') return;
  const { buses } = volumes.neighbours;
  const now = volumes.world.clock.now();
  if (volume.failure === undefined) announceVolume(buses, now, volumes.put({ ...volume, status: 'available' }), { event: 'createVolume', result: 'available' });
  else announceVolume(buses, now, volumes.put({ ...volume, status: 'error' }), { event: 'createVolume', result: 'failed', cause: volume.failure });
}

async function gone(volumes: Volumes, volume: Volume): Promise<void> {
  if (volumes.disks.has(volume.id)) await volumes.disks.remove(volume.id);
  volumes.rows.delete(volume.id);
  announceVolume(volumes.neighbours.buses, volumes.world.clock.now(), volume, { event: 'deleteVolume', result: 'deleted' });
}

/** All of a snapshot's blocks are fetched now, since the instance's processes read the file by themselves. */
async function attached(volumes: Volumes, { id, accountId, region }: Volume, instanceId: string): Promise<void> {
  const path = await volumes.disks.device(id);
  const volume = volumes.rows.get(id);
  const { attachment } = volume ?? {};
  if (!volume || attachment?.instanceId !== instanceId || attachment.state !== 'attaching') return;
  volumes.put({ ...volume, attachment: { ...attachment, state: 'attached' } });
  await volumes.machines?.plug({ accountId, region }, instanceId, { volumeId: id, device: attachment.device, path });
}

async function grown(volumes: Volumes, { id, modifications }: Volume): Promise<void> {
  const to = modifications.at(-1)?.to;
  if (!to) return;
  await volumes.disks.grow(id, to.size * gibibyte);
  const volume = volumes.rows.get(id);
  if (volume) volumes.put({ ...volume, shape: to });
}
