/** What becomes of the volumes of an instance that is no more: each stays, or goes with it. */
import { attachedTo } from '../volumes/attaching/attach';
import { removeVolume } from '../volumes/describe';
import type { Volumes } from '../volumes/volumes';
import type { Instance } from './rows';

export function leaveVolumes(volumes: Volumes, instance: Instance): void {
  for (const { attachment, ...volume } of attachedTo(volumes, instance, instance.id)) {
    const free = volumes.put({ ...volume, status: 'available' });
    if (attachment?.deleteOnTermination) removeVolume(volumes, free);
  }
}
