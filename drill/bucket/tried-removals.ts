/** What was tried on a locked bucket, and whether the account's record of calls says so, and who it was. */
import { callsIn, type RecordedCall } from '../../aws/cloudtrail';
import type { BucketPlace } from '../../aws/resources';
import type { Services } from '../../aws/services';
import type { Instant } from '../../time/instant';
import type { Compared } from '../subject';

/** One call that was made and refused. */
export interface Tried {
  operation: 'DeleteObject' | 'PutBucketVersioning' | 'DeleteBucket';
  key?: string;
  versionId?: string;
}

/** Where a bucket is, and the one into which a trail brings the deletions of its objects. */
export interface OnRecord {
  services: Services;
  place: BucketPlace;
  logs: BucketPlace;
}

/** Good once every one of them is on record as refused to whoever runs the drill; null where there was none. */
export async function areOnRecord(tried: readonly Tried[], since: Instant, { services, place, logs }: OnRecord): Promise<Compared> {
  const { region, bucket } = place;
  const { arn } = await services.identity(region).whoAmI();
  const found = [...(await services.cloudTrail(region).callsOn(bucket, since)), ...(await deletions(services, logs))];
  const known = new Set(found.filter((call) => call.bucket === bucket && call.by === arn && call.refusal !== undefined).map(nameOf));
  const missing = tried.filter((one) => !known.has(nameOf(one)));
  const [all, there] = [tried.length, tried.length - missing.length];
  const example = missing[0] ? `; among those missing is ${missing[0].operation}` : '';
  return { good: all === 0 ? null : missing.length === 0, saw: `${there} of ${all} refused attempts are on record as those of ${arn}${example}`, compared: all };
}

async function deletions(services: Services, { region, bucket }: BucketPlace): Promise<RecordedCall[]> {
  const s3 = services.s3(region);
  const calls: RecordedCall[] = [];
  for (const key of await s3.keys(bucket, 'AWSLogs/', { recorded: false })) {
    // CloudTrail's check of the bucket leaves an empty object behind.
    const file = key.endsWith('.json.gz') ? await s3.get(bucket, key, { recorded: false }) : undefined;
    if (file) calls.push(...callsIn(file));
  }
  return calls;
}

function nameOf({ operation, key = '', versionId = '' }: Tried | RecordedCall): string {
  return operation === 'DeleteObject' ? `${operation} ${versionId} ${key}` : operation;
}
