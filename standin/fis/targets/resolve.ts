/** Looks up the resources that a target means, once for the whole experiment. */
import type { Chance } from '../../chance';
import type { Room } from '../../rds/room';
import { taggedInstances } from '../../rds/tagged-resources';
import { arnOfBucket, bucketsIn, tagsOfBucket } from '../../s3/buckets/bucket-tags';
import type { S3State } from '../../s3/state';
import type { TaggedResource } from '../../tagging/tagged';
import type { TagRecord } from '../../tag-record';
import type { Target } from '../templates/template';

export interface Place {
  accountId: string;
  region: string;
  /** Tells the draws of this experiment and target from others. */
  key: string;
}

interface Searched {
  s3: S3State;
  rds: Room;
  chance: Chance;
}

/** The ARNs, none of them where the target comes to nothing. */
export function resolve({ resourceType, resourceArns, resourceTags, selectionMode }: Target, place: Place, { s3, rds, chance }: Searched): string[] {
  const all = resourceType === 'aws:rds:db' ? taggedInstances(rds, place) : bucketsOf(s3, place);
  const isMeant = ({ arn, tags }: TaggedResource): boolean => (resourceArns ? resourceArns.includes(arn) : hasAll(tags, resourceTags ?? {}));
  const meant = [...all].filter(isMeant).map(({ arn }) => arn);
  return select(meant.sort(), selectionMode, place, chance);
}

function hasAll(tags: TagRecord, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([key, value]) => tags[key] === value);
}

function bucketsOf(s3: S3State, place: Place): TaggedResource[] {
  return [...bucketsIn(s3, place)].map((bucket) => ({ arn: arnOfBucket(bucket.name), tags: tagsOfBucket(bucket) }));
}

function select(arns: readonly string[], mode: string, { key }: Place, chance: Chance): string[] {
  const [, kind, digits] = /^(COUNT|PERCENT)\((\d+)\)$/.exec(mode) ?? [];
  if (kind === undefined) return [...arns];
  const count = kind === 'COUNT' ? Number(digits) : Math.floor((arns.length * Number(digits)) / 100);
  const drawn = arns.map((arn) => [chance.fraction('fis', 'selection', key, arn), arn] as const).sort(([a], [b]) => a - b);
  return drawn.slice(0, count).map(([, arn]) => arn);
}
