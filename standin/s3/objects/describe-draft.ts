/** What a request says an object shall be, beside its bytes: headers, metadata, tags, storage class, encryption, lock and grants. */
import type { CopyObjectRequest, CreateMultipartUploadRequest, PutObjectRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error';
import type { Call } from '../../service';
import { askedAcl } from '../access/asked-acl';
import type { Bucket } from '../buckets/bucket';
import { askedEncryption } from '../encryption/asked-encryption';
import { notImplemented } from '../errors';
import type { ObjectDraft, SystemHeaders } from '../keys/version';
import { askedLock } from '../lock/asked-lock';
import type { S3State } from '../state';
import { tagsOfHeader } from '../tagging/tags';

/** The requests that make an object. */
export type MakingRequest = PutObjectRequest | CopyObjectRequest | CreateMultipartUploadRequest;
export type DraftDescription = Omit<ObjectDraft, 'contents' | 'size' | 'etag' | 'checksum' | 'parts'>;

const storageClasses = [
  'STANDARD', 'REDUCED_REDUNDANCY', 'STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER', 'DEEP_ARCHIVE', 'GLACIER_IR',
] as const; // prettier-ignore

/** Names and values of user metadata together, in bytes. */
const mostMetadata = 2048;

/** Reads a description. Throws AWS's refusals, and `NotImplemented` for what the stand-in does not do. */
export function describeDraft(state: S3State, bucket: Bucket, input: MakingRequest, call: Call): DraftDescription {
  checkUnserved(input);
  checkRedirect(input.WebsiteRedirectLocation);
  const lock = askedLock(state, bucket, input, call);
  const acl = askedAcl(state, bucket, input, call);
  return {
    headers: headersOf(input, call),
    metadata: checkedMetadata(input.Metadata ?? {}),
    tags: tagsOfHeader(input.Tagging),
    storageClass: checkedStorageClass(input.StorageClass),
    encryption: askedEncryption(state, bucket, input, call),
    ...(lock && { lock }),
    ...(acl && { acl }),
  };
}

function headersOf(input: MakingRequest, call: Call): SystemHeaders {
  return {
    CacheControl: input.CacheControl,
    ContentDisposition: input.ContentDisposition,
    ContentEncoding: withoutChunks(input.ContentEncoding),
    ContentLanguage: input.ContentLanguage,
    ContentType: input.ContentType,
    ExpiresString: call.http.headers['expires'] ?? input.Expires?.toUTCString(),
    WebsiteRedirectLocation: input.WebsiteRedirectLocation,
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html */
function checkRedirect(location: string | undefined): void {
  if (location === undefined || /^(https?:\/\/|\/)/.test(location)) return;
  throw new AwsError('InvalidRedirectLocation', "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.");
}

/** `aws-chunked` says how the request came, not what the object is. */
function withoutChunks(encoding: string | undefined): string | undefined {
  const left = encoding?.split(',').filter((name) => name.trim() !== 'aws-chunked').join(',').trim();
  return left === '' ? undefined : left;
}

function checkedMetadata(metadata: Record<string, string>): Record<string, string> {
  const lowered = Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name.toLowerCase(), value]));
  const size = Object.entries(lowered).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value), 0);
  if (size <= mostMetadata) return lowered;
  const fields = { Size: String(size), MaxSizeAllowed: String(mostMetadata) };
  throw new AwsError('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', { fields });
}

function checkedStorageClass(asked: string = 'STANDARD'): DraftDescription['storageClass'] {
  const known = storageClasses.find((name) => name === asked);
  if (known) return known;
  throw new AwsError('InvalidStorageClass', 'The storage class you specified is not valid', { fields: { StorageClassRequested: asked } });
}

function checkUnserved(input: MakingRequest): void {
  if ('WriteOffsetBytes' in input && input.WriteOffsetBytes !== undefined) throw notImplemented('x-amz-write-offset-bytes');
}
