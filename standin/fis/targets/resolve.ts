/** Looks up the resources that a target means, once for the whole experiment. */
import type { Chance } from '../../chance';
import type { S3State } from '../../s3/state';
import type { Target } from '../templates/template';

export interface Place {
  accountId: string;
  region: string;
  /** Tells the draws of this experiment and target from others. */
  key: string;
}

/** The ARNs, none of them where the target comes to nothing. */
export function resolve({ resourceTags, selectionMode }: Target, place: Place, { s3, chance }: { s3: S3State; chance: Chance }): string[] {
  const buckets = [...s3.buckets.values()].filter(({ origin }) => origin.accountId === place.accountId && origin.region === place.region);
  const arns = new Map(buckets.map((bucket) => [`arn:aws:s3:::${bucket.name}`, bucket]));
  const tagged = [...arns].filter(([, { settings }]) =>
    Object.entries(resourceTags).every(([key, value]) => settings.tags.some((tag) => tag.Key === key && (tag.Value ?? '') === value)),
  );
  return select(tagged.map(([arn]) => arn).sort(), selectionMode, place, chance);
}

function select(arns: readonly string[], mode: string, { key }: Place, chance: Chance): string[] {
  const [, kind, digits] = /^(COUNT|PERCENT)\((\d+)\)$/.exec(mode) ?? [];
  if (kind === undefined) return [...arns];
  const count = kind === 'COUNT' ? Number(digits) : Math.floor((arns.length * Number(digits)) / 100);
  const drawn = arns.map((arn) => [chance.fraction('fis', 'selection', key, arn), arn] as const).sort(([a], [b]) => a - b);
  return drawn.slice(0, count).map(([, arn]) => arn);
}
