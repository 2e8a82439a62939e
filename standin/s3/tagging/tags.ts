/** Tags of objects and buckets: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
import type { Tag } from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error';
import { invalidArgument, malformedXml } from '../errors';

/** The most tags an object can have. */
export const mostObjectTags = 10;

const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Checks a set of tags. Throws `InvalidTag`, or `BadRequest` when there are more than `most`. */
export function validTags(tags: readonly Tag[] | undefined, most: number): readonly Tag[] {
  const seen = new Set<string>();
  for (const { Key: key, Value: value } of tags ?? []) {
    if (key === undefined || value === undefined) throw malformedXml();
    if (!key || key.length > 128 || !allowed.test(key)) throw invalidTag('The TagKey you have provided is invalid', key);
    if (value.length > 256 || !allowed.test(value)) throw invalidTag('The TagValue you have provided is invalid', key, value);
    if (seen.has(key)) throw invalidTag('Cannot provide multiple Tags with the same key', key);
    if (key.startsWith('aws:')) throw invalidTag('System tags cannot be added/updated by requester', key);
    seen.add(key);
  }
  if (seen.size > most) {
    throw new AwsError('BadRequest', most === mostObjectTags ? 'Object tags cannot be greater than 10' : `Bucket tag count cannot be greater than ${most}`);
  }
  return tags ?? [];
}

/** Reads the tags that come in a header, `a=1&b=2`. Throws `InvalidArgument` when it is not of that form. */
export function tagsOfHeader(header: string | undefined): readonly Tag[] {
  if (!header) return [];
  const tags: Tag[] = [];
  for (const pair of header.split('&')) {
    if (pair === '') continue;
    const [key = '', value = '', ...more] = pair.split('=').map((text) => decoded(text, header));
    if (!key || more.length || tags.some((tag) => tag.Key === key)) throw malformedHeader(header);
    tags.push({ Key: key, Value: value });
  }
  return validTags(tags, mostObjectTags);
}

function decoded(text: string, header: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw malformedHeader(header);
  }
}

function malformedHeader(header: string): AwsError {
  const message = "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.";
  return invalidArgument(message, 'x-amz-tagging', header);
}

function invalidTag(message: string, key: string, value?: string): AwsError {
  return new AwsError('InvalidTag', message, { fields: { TagKey: key, ...(value === undefined ? {} : { TagValue: value }) } });
}
