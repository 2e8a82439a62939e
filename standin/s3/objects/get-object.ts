/** GetObject and HeadObject: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
import type { GetObjectOutput, GetObjectRequest, HeadObjectOutput, HeadObjectRequest } from '@aws-sdk/client-s3';
import { operation, type Call, type Handler } from '../../service';
import type { Bucket } from '../buckets/bucket';
import { checksumMember, checksumMembers } from '../checksums/checksum';
import { archiveMembers } from '../archive/archive-members';
import { checkReadable } from '../archive/check-readable';
import { checkDecryptable } from '../encryption/check-decryptable';
import { encryptionMembers } from '../encryption/encryption-members';
import { invalidArgument, invalidRequest } from '../errors';
import type { ObjectVersion } from '../keys/version';
import { expirationMembers } from '../lifecycle/expiration-members';
import { lockMembers } from '../lock/lock-members';
import { replicationMembers } from '../replication/replication-members';
import type { S3State } from '../state';
import { quoted } from './etag';
import { objectToRead, shownId } from './find-version';
import { checkedKey } from './object-key';
import { checkPartNumber, stretchOf, type Stretch } from './ranges';
import { checkReadConditions } from './read-conditions';

export function getObject(state: S3State): Handler {
  return operation<GetObjectRequest, GetObjectOutput>(async (input, call) => {
    const { version, from, to, output } = readObject(state, input, call);
    checkReadable(state, version);
    // The AWS type knows only the bodies that a client receives; a server gives bytes or a Readable.
    return { ...output, Body: state.store.read(version.contents, from, to) as GetObjectOutput['Body'] };
  });
}

export function headObject(state: S3State): Handler {
  return operation<HeadObjectRequest, HeadObjectOutput>(async (input, call) => readObject(state, input, call).output);
}

interface Reading extends Stretch {
  version: ObjectVersion;
  output: HeadObjectOutput;
}

function readObject(state: S3State, input: GetObjectRequest | HeadObjectRequest, call: Call): Reading {
  const key = checkedKey(input.Key);
  const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
  if (input.PartNumber !== undefined) checkPartNumber(input.PartNumber);
  const version = objectToRead(state, call, bucket, key, input.VersionId);
  checkNoEncryptionAsked(call);
  // Some SDKs write it in lower case.
  const showsChecksum = input.ChecksumMode?.toUpperCase() === 'ENABLED';
  checkDecryptable(state, call, { bucket, key, version }, input, call.operation === 'HeadObject' && !showsChecksum);
  checkReadConditions(version, input, state.now());
  const stretch = stretchOf(version, input);
  if (stretch) call.answer.status = 206;
  const { from, to } = stretch ?? { from: 0, to: version.size };
  const expires = call.http.query.get('response-expires') ?? version.headers.ExpiresString;
  if (expires !== undefined) call.answer.headers['expires'] = expires;
  const output = {
    ...describe(state, call, { bucket, key, version }),
    // Only who reads what is current is told when it expires.
    ...(input.VersionId === undefined ? expirationMembers(bucket, key, version) : {}),
    ...overrides(input, call),
    ...(showsChecksum ? shownChecksum(version, stretch) : {}),
    ...(stretch && version.size ? { ContentRange: `bytes ${from}-${to - 1}/${version.size}` } : {}),
    ...(input.PartNumber !== undefined && version.parts ? { PartsCount: version.parts.length } : {}),
    ContentLength: to - from,
  };
  return { version, from, to, output };
}

function describe(state: S3State, call: Call, object: { bucket: Bucket; key: string; version: ObjectVersion }): HeadObjectOutput {
  const { bucket, version } = object;
  const { headers, tags, storageClass } = version;
  return {
    AcceptRanges: 'bytes',
    LastModified: version.modified.toWholeSecond().toDate(),
    ETag: quoted(version.etag),
    VersionId: shownId(bucket, version),
    ...encryptionMembers(version.encryption),
    ...lockMembers(state, call, object),
    ...archiveMembers(version, state.now()),
    ...replicationMembers(version),
    Metadata: version.metadata,
    CacheControl: headers.CacheControl,
    ContentDisposition: headers.ContentDisposition,
    ContentEncoding: headers.ContentEncoding,
    ContentLanguage: headers.ContentLanguage,
    ContentType: headers.ContentType ?? 'binary/octet-stream',
    WebsiteRedirectLocation: headers.WebsiteRedirectLocation,
    // S3 says nothing of STANDARD.
    ...(storageClass === 'STANDARD' ? {} : { StorageClass: storageClass }),
    ...(tags.length ? { TagCount: tags.length } : {}),
  };
}

/** How an object is encrypted is not for a read to say: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
function checkNoEncryptionAsked({ http: { headers } }: Call): void {
  const header = ['x-amz-server-side-encryption', 'x-amz-server-side-encryption-aws-kms-key-id'].find((name) => headers[name] !== undefined);
  if (header) throw invalidArgument(`${header} header is not supported for this operation.`, header, headers[header] ?? '');
}

/** Only who signs a request may say how it is answered. */
function overrides(input: GetObjectRequest | HeadObjectRequest, { caller, http }: Call): HeadObjectOutput {
  const asked: HeadObjectOutput = {
    CacheControl: input.ResponseCacheControl,
    ContentDisposition: input.ResponseContentDisposition,
    ContentEncoding: input.ResponseContentEncoding,
    ContentLanguage: input.ResponseContentLanguage,
    ContentType: input.ResponseContentType,
  };
  const said = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  const isAsked = Object.keys(said).length > 0 || http.query.has('response-expires');
  if (caller.kind === 'anonymous' && isAsked) throw invalidRequest('Request specific response headers cannot be used for anonymous GET requests.');
  return said;
}

/** A client checks what it reads against the checksum it is shown, so a stretch gets none but its own. */
function shownChecksum(version: ObjectVersion, stretch: Stretch | undefined): Partial<ReturnType<typeof checksumMembers>> {
  if (!stretch || (stretch.from === 0 && stretch.to === version.size && !stretch.part)) return checksumMembers(version.checksum);
  return version.checksum.type === 'COMPOSITE' && stretch.part ? { ...checksumMember(stretch.part.checksum), ChecksumType: 'COMPOSITE' } : {};
}
