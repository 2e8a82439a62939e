/** What a bucket promises of its archive is what S3 can keep. */
import { Duration } from '../../time/duration';
import type { BucketDocument } from '../document';
import type { ArchiveClass, RetrievalTier } from '../plan';
import type { FindProblems, PlanProblem } from './problem';
import { readableDuration } from './readable-duration';

/**
 * How long S3 says that bringing an object back may take; there is no Expedited tier for DEEP_ARCHIVE.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects-retrieval-options.html
 */
const longest: Readonly<Record<ArchiveClass, Partial<Record<RetrievalTier, Duration>>>> = {
  GLACIER: { Expedited: Duration.minutes(5), Standard: Duration.hours(5), Bulk: Duration.hours(12) },
  DEEP_ARCHIVE: { Standard: Duration.hours(12), Bulk: Duration.hours(48) },
};

export const bucketArchiveProblems: FindProblems = ({ components }) =>
  Object.entries(components).flatMap(([name, component]): PlanProblem[] => {
    const archive = component.kind === 'bucket' ? component.archive : undefined;
    if (!archive) return [];
    const at = (member: string): PlanProblem['path'] => ['components', name, 'archive', member];
    return [...tierProblems(archive, at), ...dayProblems(archive.after, at('after'))];
  });

function tierProblems({ storageClass, tier, readableWithin }: NonNullable<BucketDocument['archive']>, at: (member: string) => PlanProblem['path']): PlanProblem[] {
  const needed = longest[storageClass][tier];
  if (!needed) return [{ path: at('tier'), message: `S3 brings nothing back from ${storageClass} by the tier ${tier}; say Standard or Bulk` }];
  const promised = readableDuration(readableWithin);
  if (!promised || promised.compare(needed) >= 0) return [];
  const message = `S3 may take ${needed.inWords()} to bring an object back from ${storageClass} by the tier ${tier}; promise at least that, or choose a faster tier`;
  return [{ path: at('readableWithin'), message }];
}

/** Lifecycle and retention count in days. */
export function dayProblems(text: string, path: PlanProblem['path']): PlanProblem[] {
  const days = (readableDuration(text)?.seconds ?? 0) / 86_400;
  return Number.isInteger(days) ? [] : [{ path, message: `AWS counts this in whole days, and "${text}" is none; say for instance "30 days"` }];
}
