/** What EC2 keeps of a volume, as a plain row; its bytes are on a disk of the same name. */
import type { Instant } from '../../../time/instant';
import type { TagRecord } from '../../tag-record';
import type { Whereabouts } from '../../whereabouts';
import type { Shape } from './types';

export type VolumeStatus = 'creating' | 'available' | 'in-use' | 'deleting' | 'error';

export interface Attachment {
  instanceId: string;
  /** As the caller named it: `/dev/sdf`. */
  device: string;
  state: 'attaching' | 'attached' | 'detaching' | 'busy';
  at: Instant;
  deleteOnTermination: boolean;
}

export interface Modification {
  from: Shape;
  to: Shape;
  began: Instant;
  /** When the volume has its new size. */
  usable: Instant;
  done: Instant;
}

export interface Volume extends Whereabouts {
  id: string;
  zone: string;
  shape: Shape;
  status: VolumeStatus;
  created: Instant;
  /** Why it will end in error; EC2 finds out after it has answered. */
  failure?: string;
  encrypted: boolean;
  keyArn?: string;
  snapshotId?: string;
  /** Until when the blocks of its snapshot are on their way, and at which rate somebody pays for, in MiB a second. */
  initialized?: { at: Instant; rate?: number };
  attachment?: Attachment;
  /** The last four, the youngest last. */
  modifications: readonly Modification[];
  autoEnableIo: boolean;
  tags: TagRecord;
  /** What its maker gave so that a repeated call makes nothing again, with what was asked. */
  token?: { text: string; asked: string };
  requestId: string;
}

export function volumeArn({ region, accountId, id }: Whereabouts & { id: string }): string {
  return `arn:aws:ec2:${region}:${accountId}:volume/${id}`;
}

export const gibibyte = 1024 ** 3;
