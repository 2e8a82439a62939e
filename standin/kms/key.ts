/** A symmetric KMS key: what it is made of, who may use it, and what becomes of it. */
import type { GrantConstraints, GrantOperation, KeyState, Tag } from '@aws-sdk/client-kms';
import type { Instant } from '../../time/instant';

/** What a key encrypts with. A rotation adds one; those before it go on decrypting. */
export interface KeyMaterial {
  /** 64 hex digits. */
  readonly id: string;
  /** 256 bits, in base64. */
  readonly bytes: string;
  readonly since: Instant;
  readonly cause: 'INITIAL' | 'AUTOMATIC' | 'ON_DEMAND';
}

export interface Grant {
  readonly id: string;
  readonly token: string;
  readonly name?: string;
  readonly grantee: string;
  readonly retiring?: string;
  readonly issuer: string;
  readonly operations: readonly GrantOperation[];
  readonly constraints?: GrantConstraints;
  readonly created: Instant;
}

/** What may change of a key. */
export interface KeySettings {
  description: string;
  enabled: boolean;
  /** Present while the key waits to be deleted. */
  deletion?: { at: Instant; days: number };
  /** As it was sent, JSON. */
  policy: string;
  tags: readonly Tag[];
  /** Present while the key is rotated by itself. */
  rotation?: { days: number; next: Instant };
  /** Oldest first; the last one encrypts. */
  materials: readonly [KeyMaterial, ...KeyMaterial[]];
  grants: readonly Grant[];
}

export interface Key extends KeySettings {
  readonly id: string;
  readonly region: string;
  readonly accountId: string;
  readonly created: Instant;
  /** Keys are told apart, and listed, by the order in which they were made. */
  readonly turn: number;
  /** `AWS` for the key of a service, which nobody may change. */
  readonly manager: 'CUSTOMER' | 'AWS';
}

export interface Alias {
  readonly region: string;
  readonly accountId: string;
  /** With its prefix: `alias/orders`. */
  readonly name: string;
  readonly keyId: string;
  readonly created: Instant;
  readonly updated: Instant;
}

export function arnOf({ region, accountId, id }: Pick<Key, 'region' | 'accountId' | 'id'>): string {
  return `arn:aws:kms:${region}:${accountId}:key/${id}`;
}

export function aliasArn({ region, accountId, name }: Pick<Alias, 'region' | 'accountId' | 'name'>): string {
  return `arn:aws:kms:${region}:${accountId}:${name}`;
}

export function stateOf(key: Key): KeyState {
  if (key.deletion) return 'PendingDeletion';
  return key.enabled ? 'Enabled' : 'Disabled';
}

/** The material that encrypts now. */
export function currentMaterial({ materials }: Key): KeyMaterial {
  return materials.at(-1) ?? materials[0];
}
