/** The metadata of restores of volumes, each as text: https://docs.aws.amazon.com/aws-backup/latest/devguide/restoring-ebs.html */
import { flag, invalid, type Metadata, number, readBy, type Reader, text } from '../metadata-text';

/** What each becomes of what CreateVolume takes. */
const parameters: Readonly<Record<string, { member: string; read: Reader }>> = {
  availabilityZone: { member: 'AvailabilityZone', read: text },
  volumeType: { member: 'VolumeType', read: text },
  volumeSize: { member: 'Size', read: number },
  iops: { member: 'Iops', read: number },
  throughput: { member: 'Throughput', read: number },
  encrypted: { member: 'Encrypted', read: flag },
  kmsKeyId: { member: 'KmsKeyId', read: text },
};

const readers = Object.fromEntries(Object.entries(parameters).map(([name, { read }]) => [name, read]));

/** Told with a recovery point, and of no effect when it is handed back. */
const informational = ['volumeid'];

/**
 * What CreateVolume is called with. Names are taken in any case; empty text and `null` are as if they were not there.
 * Throws InvalidParameterValueException for what is unknown or cannot be read, and where the zone is missing.
 */
export function readMetadata(metadata: Metadata): Record<string, unknown> {
  const read = readBy(readers, informational, metadata);
  if (read.availabilityZone === undefined) throw invalid('availabilityZone is missing.');
  return Object.fromEntries(Object.entries(read).map(([name, value]) => [parameters[name]?.member ?? name, value]));
}

/** In lower case: https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html */
export const overridable = ['availabilityzone', 'iops', 'kmskeyid', 'throughput', 'volumesize', 'volumetype'] as const;
