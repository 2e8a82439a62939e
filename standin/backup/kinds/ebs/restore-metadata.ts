/** The metadata of restores of volumes, each as text: https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-ebs.html */
import { invalidParameter } from '../../refusals';

type Metadata = Readonly<Record<string, string>>;
type Reader = (text: string, name: string) => unknown;

const text: Reader = (value) => value;

const number: Reader = (value, name) => {
  if (/^\d+$/.test(value)) return Number(value);
  throw invalid(`${name} must be a number, not ${value}.`);
};

const flag: Reader = (value, name) => {
  if (/^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  throw invalid(`${name} must be true or false, not ${value}.`);
};

/** What each becomes of what CreateVolume takes. */
const readers: Readonly<Record<string, { member: string; read: Reader }>> = {
  availabilityZone: { member: 'AvailabilityZone', read: text },
  volumeType: { member: 'VolumeType', read: text },
  volumeSize: { member: 'Size', read: number },
  iops: { member: 'Iops', read: number },
  throughput: { member: 'Throughput', read: number },
  encrypted: { member: 'Encrypted', read: flag },
  kmsKeyId: { member: 'KmsKeyId', read: text },
};

/** Told with a recovery point, and of no effect when it is handed back. */
const informational = 'volumeid';

/**
 * What CreateVolume is called with. Names are taken in any case; empty text and `null` are as if they were not there.
 * Throws InvalidParameterValueException for what is unknown or cannot be read, and where the zone is missing.
 */
export function readMetadata(metadata: Metadata): Record<string, unknown> {
  const known = new Map(Object.entries(readers).map(([name, { member, read }]) => [name.toLowerCase(), { name, member, read }]));
  const made: Record<string, unknown> = {};
  for (const [given, value] of Object.entries(metadata)) {
    if (value === '' || value === 'null' || given.toLowerCase() === informational) continue;
    const found = known.get(given.toLowerCase());
    if (!found) throw invalid(`${given} is not known for this type of resource.`);
    made[found.member] = found.read(value, found.name);
  }
  if (made.AvailabilityZone === undefined) throw invalid('availabilityZone is missing.');
  return made;
}

function invalid(what: string): Error {
  return invalidParameter(`Restore metadata is invalid. ${what}`);
}

/** In lower case: https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html */
export const overridable = ['availabilityzone', 'iops', 'kmskeyid', 'throughput', 'volumesize', 'volumetype'] as const;
