/** What EC2 keeps of a snapshot, as a plain row; its blocks are those of a map. */
import type { Instant } from '../../../time/instant';
import type { MapName } from '../../planes/volumes/block-map';
import type { TagRecord } from '../../tag-record';
import type { Whereabouts } from '../../whereabouts';

export interface Lock {
  mode: 'governance' | 'compliance';
  created: Instant;
  /** Until when a lock in compliance mode can still be changed. */
  coolOff?: { hours: number; until: Instant };
  days: number;
  /** From when the days count: once the snapshot is completed. */
  from: Instant;
  expires: Instant;
}

/** What a snapshot remembers that is written block by block through the EBS direct APIs. */
export interface Writing {
  parent?: string;
  timeoutMinutes: number;
  last: Instant;
  /** How many blocks were written; a block written again counts once. */
  written: number;
  /** In percent, as the writer says. */
  progress?: number;
  /** Whether CompleteSnapshot was called. */
  sealed: boolean;
}

export interface Snapshot extends Whereabouts {
  id: string;
  volumeId: string;
  /** What it descends from: the volume, or what its source or parent does. Only what has this in common can be compared. */
  lineage: string;
  sizeGib: number;
  map: MapName;
  /** How many blocks the map has. */
  blocks: number;
  status: 'pending' | 'completed' | 'error';
  message?: string;
  /** Why it will end in error; EC2 finds out after it has answered. */
  failure?: string;
  started: Instant;
  /** When it is completed, or was; undefined while it is written block by block. */
  ready?: Instant;
  encrypted: boolean;
  keyArn?: string;
  description: string;
  /** The accounts that may make volumes of it, and whether everybody may. */
  sharedWith: readonly string[];
  isPublic: boolean;
  lock?: Lock;
  writing?: Writing;
  /** What it is a copy of. */
  copyOf?: { region: string; id: string };
  /** Set where AWS Backup made it, which alone may delete it. */
  ofBackup?: boolean;
  tags: TagRecord;
  token?: { text: string; asked: string };
  requestId: string;
}

/** A snapshot's ARN names no account. */
export function snapshotArn({ region, id }: { region: string; id: string }): string {
  return `arn:aws:ec2:${region}::snapshot/${id}`;
}

export function mayUse({ accountId: owner, sharedWith, isPublic }: Snapshot, accountId: string): boolean {
  return owner === accountId || isPublic || sharedWith.includes(accountId);
}
