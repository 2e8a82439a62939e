/** Which objects lie in an archive, and for how long a copy that was brought back is there. */
import type { StorageClass } from '@aws-sdk/client-s3';
import type { Instant } from '../../../time/instant';
import type { ObjectVersion } from '../keys/version';

/** The classes whose objects cannot be read where they lie; GLACIER_IR is none of them. */
export type ArchiveClass = Extract<StorageClass, 'GLACIER' | 'DEEP_ARCHIVE'>;

export function archiveClassOf({ storageClass }: ObjectVersion): ArchiveClass | undefined {
  return storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE' ? storageClass : undefined;
}

/** Whether a copy was asked for and is still on its way. */
export function isOnItsWay({ restored }: ObjectVersion, now: Instant): boolean {
  return restored !== undefined && restored.readyAt.isAfter(now);
}

/** Whether a copy is there to be read; when its days are over it is taken away. */
export function isBroughtBack({ restored }: ObjectVersion, now: Instant): boolean {
  return restored !== undefined && !restored.readyAt.isAfter(now);
}
