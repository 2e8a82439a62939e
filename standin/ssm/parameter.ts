/** A parameter of Parameter Store, with its versions: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html */
import type { Instant } from '../../time/instant';
import type { TagRecord } from '../tag-record';
import type { Whereabouts } from '../whereabouts';

export type ParameterType = 'String' | 'StringList' | 'SecureString';
export type Tier = 'Standard' | 'Advanced';

/** What every version says of itself. */
export interface Version {
  readonly version: number;
  readonly type: ParameterType;
  /** As it was sent; of a SecureString what KMS made of it, in base64. */
  readonly value: string;
  /** The key of a SecureString, as it was named. */
  readonly keyId?: string;
  readonly description?: string;
  readonly allowedPattern?: string;
  readonly tier: Tier;
  readonly modified: Instant;
  /** The ARN of who wrote it. */
  readonly modifiedBy: string;
  readonly labels: readonly string[];
}

export interface Parameter extends Whereabouts {
  readonly arn: string;
  readonly name: string;
  readonly tags: TagRecord;
  /** Oldest first, and never none. */
  readonly versions: readonly Version[];
}

/** The ARN of a name, which has one slash before it whether the name begins with one or not. */
export function arnIn({ accountId, region }: Whereabouts, name: string): string {
  return `arn:aws:ssm:${region}:${accountId}:parameter/${name.replace(/^\//, '')}`;
}

export function latest({ name, versions }: Parameter): Version {
  const last = versions.at(-1);
  if (!last) throw new Error(`The parameter ${name} has no version.`);
  return last;
}
