/** Looks up the resources that a target means, once for the whole experiment. */
import type { Chance } from '../../chance';
import { arnOf } from '../../rds/names';
import type { Room } from '../../rds/room';
import type { S3State } from '../../s3/state';
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

type Tags = ReadonlyMap<string, string>;

/** The ARNs, none of them where the target comes to nothing. */
export function resolve({ resourceType, resourceArns, resourceTags, selectionMode }: Target, place: Place, { s3, rds, chance }: Searched): string[] {
  const all = resourceType === 'aws:rds:db' ? databasesOf(rds, place) : bucketsOf(s3, place);
  const isMeant = resourceArns ? (arn: string) => resourceArns.includes(arn) : (_arn: string, tags: Tags) => hasAll(tags, resourceTags ?? {});
  const meant = [...all].filter(([arn, tags]) => isMeant(arn, tags)).map(([arn]) => arn);
  return select(meant.sort(), selectionMode, place, chance);
}

function hasAll(tags: Tags, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([key, value]) => tags.get(key) === value);
}

function bucketsOf(s3: S3State, { accountId, region }: Place): Map<string, Tags> {
  const buckets = [...s3.buckets.values()].filter(({ origin }) => origin.accountId === accountId && origin.region === region);
  return new Map(buckets.map(({ name, settings }) => [`arn:aws:s3:::${name}`, new Map(settings.tags.map(({ Key: key = '', Value: value = '' }) => [key, value]))]));
}

function databasesOf(rds: Room, { accountId, region }: Place): Map<string, Tags> {
  const place = rds.place(accountId, region);
  return new Map([...place.instances.values()].map(({ identifier, tags }) => [arnOf(place, 'db', identifier), tags]));
}

function select(arns: readonly string[], mode: string, { key }: Place, chance: Chance): string[] {
  const [, kind, digits] = /^(COUNT|PERCENT)\((\d+)\)$/.exec(mode) ?? [];
  if (kind === undefined) return [...arns];
  const count = kind === 'COUNT' ? Number(digits) : Math.floor((arns.length * Number(digits)) / 100);
  const drawn = arns.map((arn) => [chance.fraction('fis', 'selection', key, arn), arn] as const).sort(([a], [b]) => a - b);
  return drawn.slice(0, count).map(([, arn]) => arn);
}
