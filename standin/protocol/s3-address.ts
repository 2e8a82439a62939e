/** Which bucket and key an S3 request means, in the host or in the path. */
import { AwsError } from '../aws-error';
import type { WireRequest } from './wire';

export interface S3Address {
  bucket?: string;
  key?: string;
}

/**
 * S3's own hosts, with or without a region, and `localhost` for a server on this machine;
 * what stands in front of them is a bucket's name.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
const virtualHost = /^(?:(.+)\.)?(?:s3(?:[.-](?:dualstack\.)?[a-z0-9-]+)?\.amazonaws\.com|(?:s3\.)?localhost)(?::\d+)?$/;

export function addressOf(request: WireRequest): S3Address {
  const bucketInHost = virtualHost.exec(request.host)?.[1];
  const path = request.path.slice(1);
  if (bucketInHost) return { bucket: bucketInHost, key: decode(path) };
  const slash = path.indexOf('/');
  if (slash < 0) return { bucket: decode(path) };
  return { bucket: decode(path.slice(0, slash)), key: decode(path.slice(slash + 1)) };
}

function decode(text: string): string | undefined {
  try {
    return text === '' ? undefined : decodeURIComponent(text);
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.", { fields: { URI: text } });
  }
}
