/** A secret of Secrets Manager: its versions, what they are labelled, and who else has a copy. */
import type { Instant } from '../../time/instant';
import type { TagRecord } from '../tag-record';
import type { Whereabouts } from '../whereabouts';

/** What a version holds: a text, or bytes in base64. */
export type SecretValue = { text: string } | { bytes: string };

export interface Version {
  /** The token that it was made with. */
  readonly id: string;
  readonly created: Instant;
  readonly value: SecretValue;
  /** The key that it is encrypted with, as the secret named it then; undefined for the key of the service. */
  readonly keyId?: string;
  /** Without any, it is deprecated. */
  readonly labels: readonly string[];
  /** The day on which it was last read. */
  readonly accessed?: Instant;
}

/** Where the primary secret has a copy, and whether that follows. */
export interface Replication {
  readonly region: string;
  readonly keyId?: string;
  readonly status: 'InProgress' | 'InSync' | 'Failed';
  readonly message?: string;
  /** When the copy is what the secret is; present while it is not. */
  readonly due?: Instant;
  /** Whether a secret of that name which lies there already is to give way. */
  readonly force: boolean;
}

export interface Secret extends Whereabouts {
  readonly arn: string;
  readonly name: string;
  readonly created: Instant;
  readonly changed: Instant;
  /** The day on which it was last read. */
  readonly accessed?: Instant;
  readonly description?: string;
  readonly keyId?: string;
  readonly tags: TagRecord;
  /** As it was sent, JSON. */
  readonly policy?: string;
  /** Oldest first. */
  readonly versions: readonly Version[];
  /** Present while it waits for its end. */
  readonly deletion?: { readonly asked: Instant; readonly at: Instant };
  /** Of a primary secret. */
  readonly replications: readonly Replication[];
  /** The region of the secret that this one is a copy of. */
  readonly copyOf?: string;
}

export const current = 'AWSCURRENT';
export const previous = 'AWSPREVIOUS';

export function arnIn({ accountId, region }: Whereabouts, resource: string): string {
  return `arn:aws:secretsmanager:${region}:${accountId}:secret:${resource}`;
}

/** The name with the six characters after it. */
export function resourceOf(arn: string): string {
  return arn.split(':').slice(6).join(':');
}

export function labelled(versions: readonly Version[], label: string): Version | undefined {
  return versions.find(({ labels }) => labels.includes(label));
}

/** The region that copies come from, where there are any. */
export function primaryRegionOf({ copyOf, replications, region }: Secret): string | undefined {
  return copyOf ?? (replications.length > 0 ? region : undefined);
}
