/** RestoreObject: https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreObject.html */
import type { RestoreObjectOutput, RestoreObjectRequest, RestoreRequest, Tier } from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error';
import { operation, type Handler } from '../../service';
import { invalidArgument, malformedXml } from '../errors';
import { objectToRead } from '../objects/find-version';
import { checkedKey } from '../objects/object-key';
import type { S3State } from '../state';
import { archiveClassOf, isBroughtBack, isOnItsWay, type ArchiveClass } from './archived';

/** The slowest first. */
const tiers: readonly Tier[] = ['Bulk', 'Standard', 'Expedited'];

/** Longer than any copy is wanted for; AWS names no limit, and dates have one. */
const mostDays = 1_000_000;

/** 202 when a copy is on its way, 200 when one is there and is kept for other days. */
export function restoreObject(state: S3State): Handler {
  return operation<RestoreObjectRequest, RestoreObjectOutput>(async (input, call) => {
    const key = checkedKey(input.Key);
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    const version = objectToRead(state, call, bucket, key, input.VersionId);
    const archive = archiveClassOf(version);
    if (!archive) throw new AwsError('InvalidObjectState', "Restore is not allowed for the object's current storage class", { status: 403 });
    const { days, tier } = asked(input.RestoreRequest, archive);
    const place = { bucket, key, version };
    if (isBroughtBack(version, state.now())) {
      state.restores.keep(place, days);
      return {};
    }
    if (isOnItsWay(version, state.now()) && !isFaster(tier, version.restored?.tier)) throw alreadyInProgress();
    state.restores.begin(place, { archive, tier, days });
    call.answer.status = 202;
    state.happenings.tell({ name: 'ObjectRestore:Post', bucket, key, version, call });
    return {};
  });
}

/** A restore that is on its way can be made faster, and nothing else. */
function isFaster(asked: Tier, current: Tier | undefined): boolean {
  return current !== undefined && tiers.indexOf(asked) > tiers.indexOf(current);
}

function asked(request: RestoreRequest | undefined, archive: ArchiveClass): { days: number; tier: Tier } {
  if (!request) throw malformedXml();
  // S3 Select is closed to new customers, and there is nothing else that such a restore could write its output for.
  if (request.Type !== undefined || request.SelectParameters !== undefined || request.OutputLocation !== undefined) {
    throw new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', { status: 405, fields: { Method: 'POST' } });
  }
  const { Days: days } = request;
  if (days === undefined || !Number.isInteger(days)) throw malformedXml();
  if (days < 1 || days > mostDays) throw invalidArgument(`'Days' must be a positive integer up to ${mostDays}`, 'Days', String(days));
  const tier = tiers.find((name) => name === (request.GlacierJobParameters?.Tier ?? request.Tier ?? 'Standard'));
  if (!tier) throw malformedXml();
  if (archive === 'DEEP_ARCHIVE' && tier === 'Expedited') {
    throw invalidArgument('Retrieval option is not supported by this storage class', 'Tier', tier);
  }
  return { days, tier };
}

function alreadyInProgress(): AwsError {
  return new AwsError('RestoreAlreadyInProgress', 'Object restore is already in progress.', { status: 409 });
}
