/** What the metadata of a restore asks for: https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-s3.html#s3-restore-cli */
import { Instant } from '../../../../../time/instant';
import { invalidParameter } from '../../../refusals';
import type { RecoveryPoint } from '../../../points/recovery-point';
import type { AwsError } from '../../../../aws-error';
import { isBucketName } from '../../../../s3/buckets/bucket-name';
import { contentOf } from '../content';
import { isBucketArn } from '../protected-buckets';

type EncryptionType = 'original' | 'SSE-S3' | 'SSE-KMS';

export interface AskedRestore {
  bucket: string;
  /** Whether the bucket is to be made. */
  makes: boolean;
  encryption: EncryptionType;
  /** The key of SSE-KMS; S3's own of the account where none is named. */
  keyId?: string;
  acls: boolean;
  /** Keys, and prefixes of keys where they end in a slash; all keys where there are none. */
  items?: readonly string[];
  /** How many versions of each key, the latest first. */
  versions: number;
  /** Which instant of a continuous backup. */
  time?: Instant;
}

const names = ['DestinationBucketName', 'NewBucket', 'CreationToken', 'Encrypted', 'EncryptionType', 'KMSKey', 'RestoreACLs', 'ItemsToRestore', 'RestoreLatestVersionsUpTo', 'RestoreTime'] as const;
type Name = (typeof names)[number];
type Given = Partial<Record<Name, string>>;

/** Throws InvalidParameterValueException. Names are taken in whatever case, as restore testing takes them. */
export function askedRestore(point: RecoveryPoint, metadata: Readonly<Record<string, string>>): AskedRestore {
  const given = named(metadata);
  const bucket = destination(given.DestinationBucketName);
  const makes = truth('NewBucket', given.NewBucket) ?? false;
  if (given.CreationToken !== undefined && !makes) throw invalid('CreationToken goes with NewBucket alone.');
  const acls = truth('RestoreACLs', given.RestoreACLs) ?? false;
  if (acls && !contentOf(point).acls) {
    throw invalidParameter("Unable to restore Access Control Lists (ACLs) for bucket because backup was created with the 'BackupACLs' option disabled. Please proceed with restoring without ACLs");
  }
  const time = timeOf(point, given.RestoreTime);
  const items = given.ItemsToRestore === undefined ? undefined : itemsOf(point, given.ItemsToRestore);
  return { bucket, makes, ...encryptionOf(point, given), acls, versions: versionsOf(given.RestoreLatestVersionsUpTo), ...(items && { items }), ...(time && { time }) };
}

function named(metadata: Readonly<Record<string, string>>): Given {
  const given: Given = {};
  for (const [name, value] of Object.entries(metadata)) {
    const known = names.find((one) => one.toLowerCase() === name.toLowerCase());
    if (!known) throw invalid(`${name} is not known for a recovery point of type S3.`);
    given[known] = value;
  }
  return given;
}

function destination(given: string | undefined): string {
  if (given === undefined) throw invalid('DestinationBucketName is required.');
  const name = isBucketArn(given) ? given.slice(given.lastIndexOf(':') + 1) : given;
  if (!isBucketName(name)) throw invalid(`DestinationBucketName ${given} is not the name of a bucket.`);
  return name;
}

function truth(name: Name, given: string | undefined): boolean | undefined {
  const value = given?.toLowerCase();
  if (value !== undefined && value !== 'true' && value !== 'false') throw invalid(`${name} must be true or false.`);
  return value === undefined ? undefined : value === 'true';
}

/** `Encrypted` is from before there was a type: what is encrypted by nobody else is encrypted by S3. */
function encryptionOf(point: RecoveryPoint, { EncryptionType: type, KMSKey: keyId, Encrypted: encrypted }: Given): Pick<AskedRestore, 'encryption' | 'keyId'> {
  const isEncrypted = truth('Encrypted', encrypted);
  const encryption = type ?? (keyId === undefined ? (isEncrypted === false ? 'SSE-S3' : 'original') : 'SSE-KMS');
  if (encryption !== 'original' && encryption !== 'SSE-S3' && encryption !== 'SSE-KMS') throw invalid('EncryptionType must be original, SSE-S3 or SSE-KMS.');
  if (isEncrypted === false && encryption !== 'SSE-S3') throw invalid(`Encrypted is false and EncryptionType is ${encryption}.`);
  if (keyId !== undefined && encryption === 'SSE-S3') throw invalid('KMSKey goes with SSE-KMS alone.');
  if (type === 'original' && contentOf(point).region !== point.region) throw invalid('A copy from another Region cannot be restored with its original encryption.');
  return { encryption, ...(keyId !== undefined && { keyId }) };
}

function versionsOf(given = '1'): number {
  if (given.toLowerCase() === 'all') return Infinity;
  if (/^[1-9]\d*$/.test(given)) return Number(given);
  throw invalid('RestoreLatestVersionsUpTo must be a positive number or all.');
}

/** Paths, with the bucket before them or without: `s3://bucket/folder/`, `folder/`. */
function itemsOf({ resourceName }: RecoveryPoint, given: string): readonly string[] {
  const items = listOf(given);
  if (!items || items.length === 0 || items.length > 5) throw invalid('ItemsToRestore must be a JSON array of one to five paths.');
  return items.map((item) => item.replace(`s3://${resourceName}/`, ''));
}

function listOf(text: string): readonly string[] | undefined {
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read) && read.every((item): item is string => typeof item === 'string') ? read : undefined;
  } catch {
    return undefined;
  }
}

function timeOf({ continuous }: RecoveryPoint, given: string | undefined): Instant | undefined {
  if (given === undefined && !continuous) return undefined;
  if (!continuous) throw invalid('RestoreTime goes with continuous backups alone.');
  if (given === undefined) throw invalid('RestoreTime is required for a continuous backup.');
  try {
    return Instant.parse(given);
  } catch {
    throw invalid(`RestoreTime ${given} is not a time in ISO 8601, in UTC.`);
  }
}

function invalid(why: string): AwsError {
  return invalidParameter(`Restore metadata is invalid. ${why}`);
}
