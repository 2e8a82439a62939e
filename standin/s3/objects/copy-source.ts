/** What `x-amz-copy-source` names, and whether it may be copied. */
import { regionDown } from '../../front/denials';
import type { Call } from '../../service';
import type { Bucket } from '../buckets/bucket';
import { isBucketName } from '../buckets/bucket-name';
import type { CustomerKey } from '../encryption/customer-key';
import { invalidArgument, invalidRequest, noSuchKey, preconditionFailed } from '../errors';
import type { KeyHistory } from '../keys/key-history';
import type { ObjectVersion } from '../keys/version';
import type { S3State } from '../state';
import { versionOf } from './find-version';
import { failedCondition } from './read-conditions';

interface CopyConditions {
  CopySource: string | undefined;
  CopySourceIfMatch?: string;
  CopySourceIfNoneMatch?: string;
  CopySourceIfModifiedSince?: Date;
  CopySourceIfUnmodifiedSince?: Date;
  ExpectedSourceBucketOwner?: string;
  CopySourceSSECustomerAlgorithm?: string;
  CopySourceSSECustomerKey?: string;
  CopySourceSSECustomerKeyMD5?: string;
}

export interface CopySource {
  bucket: Bucket;
  key: string;
  /** Present when the source names a version. */
  versionId: string | undefined;
  history: KeyHistory;
  version: ObjectVersion;
}

/** Finds the source. Throws AWS's refusals when it is not there, is a delete marker, or fails a condition. */
export function copySourceOf(state: S3State, call: Call, input: CopyConditions): CopySource {
  const { bucketName, key, versionId } = copySourceName(input.CopySource ?? '');
  // A copy may come from any region that is there.
  const bucket = state.bucketAnywhere(call, bucketName, input.ExpectedSourceBucketOwner);
  if (state.world.outages.isDown(bucket.origin.region)) throw regionDown('rest-xml');
  const found = versionId === undefined ? undefined : versionOf(state, bucket, key, versionId);
  const history = found?.history ?? bucket.history(key);
  const version = found?.version ?? history?.current;
  if (!history || !version) throw noSuchKey(key);
  if (version.kind === 'marker') {
    if (versionId === undefined) throw noSuchKey(key);
    throw invalidRequest('The source of a copy request may not specifically refer to a delete marker by version id.');
  }
  checkConditions(state, input, version);
  return { bucket, key, versionId, history, version };
}

/** The key that a request brings along to read its source with. */
export function customerKeyOfSource(input: CopyConditions): CustomerKey {
  return {
    SSECustomerAlgorithm: input.CopySourceSSECustomerAlgorithm,
    SSECustomerKey: input.CopySourceSSECustomerKey,
    SSECustomerKeyMD5: input.CopySourceSSECustomerKeyMD5,
  };
}

/** The parts of `x-amz-copy-source`. Throws `InvalidArgument` for what names no source. */
export function copySourceName(source: string): { bucketName: string; key: string; versionId: string | undefined } {
  const [path = '', query] = source.split(/\?versionId=/);
  const [, bucketName = '', key] = /^\/?([^/]*)(?:\/(.*))?$/s.exec(decoded(path)) ?? [];
  if (!isBucketName(bucketName)) throw invalidArgument('Invalid copy source bucket name', 'x-amz-copy-source', source);
  if (!key) throw invalidArgument('Invalid copy source object key', 'x-amz-copy-source', '');
  return { bucketName, key, versionId: query };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path.replaceAll('+', ' '));
  } catch {
    throw invalidArgument('Invalid copy source encoding', 'x-amz-copy-source', path);
  }
}

/** A source that fails any condition answers 412, also where a read would answer 304. */
function checkConditions(state: S3State, input: CopyConditions, version: ObjectVersion): void {
  const conditions = {
    IfMatch: input.CopySourceIfMatch,
    IfNoneMatch: input.CopySourceIfNoneMatch,
    IfModifiedSince: input.CopySourceIfModifiedSince,
    IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
  };
  const failed = failedCondition(version, conditions, state.now());
  if (failed !== undefined) throw preconditionFailed(`x-amz-copy-source-${failed}`);
}
