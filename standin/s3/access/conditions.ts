/** What a request is like, in the condition keys of policies: https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html */
import type { Tag } from '@aws-sdk/client-s3';
import type { RequestContext } from '../../access/access';
import type { Call } from '../../service';
import { tagsOfHeader } from '../tagging/tags';
import type { Asked } from './asked';
import type { Wish } from './decide';

type Values = Record<string, string | readonly string[] | undefined>;

/** Every caller is on this machine: the stand-in listens nowhere else. */
const sourceAddress = '127.0.0.1';

export function contextOf(call: Call, asked: Asked, wish: Partial<Wish>): RequestContext {
  const values: Values = { ...ofRequest(call), ...ofInput(asked), ...ofResource(wish) };
  // What is not said is not there to be compared with.
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string | readonly string[]] => entry[1] !== undefined));
}

function ofRequest({ http, caller, region, operation }: Call): Values {
  const { headers, query } = http;
  const isPresigned = query.has('X-Amz-Signature');
  const isForm = http.method === 'POST' && operation === 'PutObject';
  return {
    'aws:securetransport': String(http.secure),
    'aws:sourceip': sourceAddress,
    'aws:useragent': headers['user-agent'],
    'aws:referer': headers.referer,
    'aws:requestedregion': region || undefined,
    's3:authtype': caller.kind === 'anonymous' ? undefined : isPresigned ? 'REST-QUERY-STRING' : isForm ? 'POST' : 'REST-HEADER',
    's3:signatureversion': caller.kind === 'anonymous' ? undefined : 'AWS4-HMAC-SHA256',
    's3:x-amz-content-sha256': headers['x-amz-content-sha256'],
    's3:x-amz-copy-source': headers['x-amz-copy-source']?.replace(/^\//, ''),
    's3:x-amz-server-side-encryption': headers['x-amz-server-side-encryption'],
    's3:x-amz-server-side-encryption-aws-kms-key-id': headers['x-amz-server-side-encryption-aws-kms-key-id'],
    's3:x-amz-server-side-encryption-customer-algorithm': headers['x-amz-server-side-encryption-customer-algorithm'],
    's3:x-amz-acl': headers['x-amz-acl'],
    's3:x-amz-grant-full-control': headers['x-amz-grant-full-control'],
    's3:x-amz-grant-read': headers['x-amz-grant-read'],
    's3:x-amz-grant-read-acp': headers['x-amz-grant-read-acp'],
    's3:x-amz-grant-write': headers['x-amz-grant-write'],
    's3:x-amz-grant-write-acp': headers['x-amz-grant-write-acp'],
    's3:x-amz-metadata-directive': headers['x-amz-metadata-directive'],
    's3:x-amz-storage-class': headers['x-amz-storage-class'],
    's3:x-amz-website-redirect-location': headers['x-amz-website-redirect-location'],
    's3:x-amz-object-ownership': headers['x-amz-object-ownership'],
  };
}

function ofInput(asked: Asked): Values {
  return {
    's3:prefix': asked.Prefix,
    's3:delimiter': asked.Delimiter,
    's3:max-keys': asked.MaxKeys === undefined ? undefined : String(asked.MaxKeys),
    's3:versionid': asked.VersionId,
    's3:if-match': asked.IfMatch,
    's3:if-none-match': asked.IfNoneMatch,
    's3:locationconstraint': asked.CreateBucketConfiguration?.LocationConstraint,
    's3:object-lock-mode': asked.ObjectLockMode,
    's3:object-lock-retain-until-date': asked.ObjectLockRetainUntilDate?.toISOString(),
    's3:object-lock-legal-hold': asked.ObjectLockLegalHoldStatus,
    ...tagValues('s3:requestobjecttag', askedTags(asked)),
    's3:requestobjecttagkeys': askedTags(asked)?.map(({ Key: key = '' }) => key),
  };
}

function ofResource({ bucket, version }: Partial<Wish>): Values {
  return {
    's3:resourceaccount': bucket?.origin.accountId,
    'aws:resourceaccount': bucket?.origin.accountId,
    ...tagValues('s3:existingobjecttag', version?.kind === 'object' ? version.tags : undefined),
  };
}

/** A header that is no set of tags is refused by the operation, in its own words. */
function askedTags({ Tagging: tagging }: Asked): readonly Tag[] | undefined {
  if (tagging === undefined) return undefined;
  if (typeof tagging !== 'string') return tagging.TagSet;
  try {
    return tagsOfHeader(tagging);
  } catch {
    return undefined;
  }
}

function tagValues(kind: string, tags: readonly Tag[] | undefined): Values {
  return Object.fromEntries((tags ?? []).map(({ Key: key = '', Value: value = '' }) => [`${kind}/${key.toLowerCase()}`, value]));
}
