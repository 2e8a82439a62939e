/** ListObjects and ListObjectsV2: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
import type { CommonPrefix, ListObjectsOutput, ListObjectsRequest, ListObjectsV2Output, ListObjectsV2Request, _Object } from '@aws-sdk/client-s3';
import { operation, type Handler } from '../../service';
import { restoreStatus } from '../archive/archive-members';
import { wantsRestoreStatus } from '../archive/asked-attributes';
import { ownerOf } from '../access/decide';
import type { Bucket } from '../buckets/bucket';
import { invalidArgument } from '../errors';
import type { KeyHistory } from '../keys/key-history';
import type { Version } from '../keys/version';
import { quoted } from '../objects/etag';
import type { S3State } from '../state';
import { checkedMost, encoder, takePage } from './page';
import { walk, type Stop, type Walk } from './walk';

type Encode = (text: string | undefined) => string | undefined;

export function listObjects(state: S3State): Handler {
  return operation<ListObjectsRequest, ListObjectsOutput>(async (input, call) => {
    const size = checkedMost(input.MaxKeys, 'max-keys');
    const encode = encoder(input.EncodingType);
    const withRestores = wantsRestoreStatus(input.OptionalObjectAttributes);
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    const { page, truncated } = pageOf(bucket, { prefix: input.Prefix, delimiter: input.Delimiter, behind: input.Marker }, size);
    return {
      Name: bucket.name,
      Prefix: encode(input.Prefix ?? ''),
      Marker: encode(input.Marker ?? ''),
      Delimiter: encode(input.Delimiter || undefined),
      MaxKeys: size,
      EncodingType: input.EncodingType,
      IsTruncated: truncated,
      // Without a delimiter the last key is the marker, and S3 leaves it to the client to see that.
      ...(truncated && input.Delimiter ? { NextMarker: encode(nameOf(page.at(-1))) } : {}),
      ...contentsOf(state, page, { encode, owner: (version) => state.owner(ownerOf(bucket, version)), withRestores }),
    };
  });
}

export function listObjectsV2(state: S3State): Handler {
  return operation<ListObjectsV2Request, ListObjectsV2Output>(async (input, call) => {
    const size = checkedMost(input.MaxKeys, 'max-keys');
    const encode = encoder(input.EncodingType);
    const withRestores = wantsRestoreStatus(input.OptionalObjectAttributes);
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    const behind = input.ContinuationToken === undefined ? input.StartAfter : placeOf(state, input.ContinuationToken);
    const { page, truncated } = pageOf(bucket, { prefix: input.Prefix, delimiter: input.Delimiter, behind }, size);
    return {
      Name: bucket.name,
      Prefix: encode(input.Prefix ?? ''),
      Delimiter: encode(input.Delimiter || undefined),
      StartAfter: encode(input.StartAfter),
      MaxKeys: size,
      KeyCount: page.length,
      EncodingType: input.EncodingType,
      ContinuationToken: input.ContinuationToken,
      IsTruncated: truncated,
      ...(truncated ? { NextContinuationToken: state.objectTokens.make(nameOf(page.at(-1)) ?? '') } : {}),
      ...contentsOf(state, page, { encode, owner: input.FetchOwner ? (version) => state.owner(ownerOf(bucket, version)) : undefined, withRestores }),
    };
  });
}

/** A key whose current version is a delete marker is not there. */
function pageOf(bucket: Bucket, asked: Walk, size: number): { page: Stop[]; truncated: boolean } {
  return takePage(
    walk(bucket.histories, asked, (history) => history.current?.kind === 'object'),
    size,
  );
}

function nameOf(stop: Stop | undefined): string | undefined {
  return stop?.prefix ?? stop?.history?.key;
}

function placeOf(state: S3State, token: string): string {
  const place = state.objectTokens.read(token);
  if (place === undefined) throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
  return place;
}

interface Shown {
  encode: Encode;
  owner: ((version: Version) => { ID: string }) | undefined;
  withRestores: boolean;
}

function contentsOf(state: S3State, page: Stop[], shown: Shown): { Contents: _Object[]; CommonPrefixes: CommonPrefix[] } {
  return {
    Contents: page.flatMap(({ history }) => (history ? objectOf(state, history, shown) : [])),
    CommonPrefixes: page.flatMap(({ prefix }) => (prefix === undefined ? [] : [{ Prefix: shown.encode(prefix) }])),
  };
}

function objectOf(state: S3State, { key, current }: KeyHistory, { encode, owner, withRestores }: Shown): _Object[] {
  if (current?.kind !== 'object') return [];
  return [
    {
      Key: encode(key),
      LastModified: current.modified.toWholeSecond().toDate(),
      ETag: quoted(current.etag),
      ChecksumAlgorithm: [current.checksum.algorithm],
      ChecksumType: current.checksum.type,
      Size: current.size,
      StorageClass: current.storageClass,
      ...(owner ? { Owner: owner(current) } : {}),
      ...(withRestores ? restoreStatus(current, state.now()) : {}),
    },
  ];
}
