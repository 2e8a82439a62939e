/** ListObjectVersions: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
import type { CommonPrefix, DeleteMarkerEntry, ListObjectVersionsOutput, ListObjectVersionsRequest, ObjectVersion as Listed } from '@aws-sdk/client-s3';
import { interleave, type InterleavedItem } from '../../protocol/interleaved';
import { operation, type Handler } from '../../service';
import { ownerOf } from '../access/decide';
import { restoreStatus } from '../archive/archive-members';
import { wantsRestoreStatus } from '../archive/asked-attributes';
import type { Bucket } from '../buckets/bucket';
import { invalidArgument } from '../errors';
import type { KeyHistory } from '../keys/key-history';
import { orderOf } from '../keys/key-order';
import { compareTurns, type Turn } from '../keys/sealed-ids';
import type { Version } from '../keys/version';
import { quoted } from '../objects/etag';
import { checkVersionId } from '../objects/find-version';
import type { S3State } from '../state';
import { checkedMost, encoder, takePage } from './page';
import { commonPrefix, walk } from './walk';

type Entry = { history: KeyHistory; version: Version; prefix?: undefined } | { prefix: string; history?: undefined; version?: undefined };

export function listObjectVersions(state: S3State): Handler {
  return operation<ListObjectVersionsRequest, ListObjectVersionsOutput>(async (input, call) => {
    const size = checkedMost(input.MaxKeys, 'max-keys');
    const encode = encoder(input.EncodingType);
    const withRestores = wantsRestoreStatus(input.OptionalObjectAttributes);
    checkMarkers(input);
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    if (input.VersionIdMarker) checkVersionId(state, input.VersionIdMarker, 'version-id-marker');
    const { page, truncated } = takePage(entries(state, bucket, input), size);
    const last = truncated ? page.at(-1) : undefined;
    const { items, ...lists } = shown(state, page, { encode, ownerOf: (version) => state.owner(ownerOf(bucket, version)), withRestores });
    const output = {
      Name: bucket.name,
      Prefix: encode(input.Prefix ?? ''),
      Delimiter: encode(input.Delimiter || undefined),
      KeyMarker: encode(input.KeyMarker ?? ''),
      VersionIdMarker: input.VersionIdMarker ?? '',
      MaxKeys: size,
      EncodingType: input.EncodingType,
      IsTruncated: truncated,
      NextKeyMarker: encode(last?.prefix ?? last?.history?.key),
      NextVersionIdMarker: last?.version?.id,
      ...lists,
    };
    return interleave(output, items);
  });
}

function checkMarkers({ KeyMarker: key, VersionIdMarker: versionId }: ListObjectVersionsRequest): void {
  if (versionId === undefined) return;
  if (!key) throw invalidArgument('A version-id marker cannot be specified without a key marker.', 'version-id-marker', versionId);
  if (versionId === '') throw invalidArgument('A version-id marker cannot be empty.', 'version-id-marker', versionId);
}

/** Versions and delete markers by key, and of one key the newest first. */
function* entries(state: S3State, bucket: Bucket, input: ListObjectVersionsRequest): Generator<Entry> {
  const { Prefix: prefix = '', Delimiter: delimiter = '', KeyMarker: behind, VersionIdMarker: versionId } = input;
  const begun = behind && versionId ? bucket.history(behind) : undefined;
  if (begun && versionId && begun.key.startsWith(prefix) && commonPrefix(orderOf(begun.key), orderOf(prefix), orderOf(delimiter)) === undefined) {
    const turn = turnOf(state, begun, versionId);
    for (const version of begun.newestFirst()) {
      if (!turn || compareTurns(version.turn, turn) < 0) yield { history: begun, version };
    }
  }
  for (const stop of walk(bucket.histories, { prefix, delimiter, behind }, () => true)) {
    if (stop.prefix !== undefined) yield { prefix: stop.prefix };
    else for (const version of stop.history.newestFirst()) yield { history: stop.history, version };
  }
}

/**
 * Where among its key's versions a marker stands, whether or not it is still there: clients delete what a
 * page listed and then ask for the next. Of a null version that is gone nothing says where it was, so its
 * key is listed anew; twice is better than not at all.
 */
function turnOf(state: S3State, history: KeyHistory, versionId: string): Turn | undefined {
  return history.find(versionId)?.turn ?? state.versionIds.read(versionId);
}

interface Shown {
  Versions: Listed[];
  DeleteMarkers: DeleteMarkerEntry[];
  CommonPrefixes: CommonPrefix[];
  /** Versions and delete markers among each other, as AWS writes them. */
  items: InterleavedItem[];
}

interface Showing {
  encode: (text: string | undefined) => string | undefined;
  ownerOf: (version: Version) => { ID: string };
  withRestores: boolean;
}

function shown(state: S3State, page: Entry[], { encode, ownerOf: owner, withRestores }: Showing): Shown {
  const shown: Shown = { Versions: [], DeleteMarkers: [], CommonPrefixes: [], items: [] };
  for (const { history, version, prefix } of page) {
    if (prefix !== undefined) shown.CommonPrefixes.push({ Prefix: encode(prefix) });
    if (!version) continue;
    const placed = {
      Key: encode(history.key),
      VersionId: version.id,
      IsLatest: version === history.current,
      LastModified: version.modified.toWholeSecond().toDate(),
      Owner: owner(version),
    };
    if (version.kind === 'marker') {
      shown.DeleteMarkers.push(placed);
      shown.items.push(['DeleteMarkers', placed]);
    } else {
      const listed = { ...placed, ...contentOf(version), ...(withRestores ? restoreStatus(version, state.now()) : {}) };
      shown.Versions.push(listed);
      shown.items.push(['Versions', listed]);
    }
  }
  return shown;
}

function contentOf(version: Extract<Version, { kind: 'object' }>): Listed {
  return {
    ETag: quoted(version.etag),
    ChecksumAlgorithm: [version.checksum.algorithm],
    ChecksumType: version.checksum.type,
    Size: version.size,
    // The model of this listing knows STANDARD alone; S3 sends the others too.
    StorageClass: version.storageClass as Listed['StorageClass'],
  };
}
