/** Which bucket and key an S3 request means, in the host or in the path. */
import { AwsError } from '../aws-error';
import type { WireRequest } from './wire';

export interface S3Address {
  bucket?: string;
  key?: string;
}

/**
 * S3's own hosts, with or without a region, whatever domain they are in, and `localhost` for a server on this machine;
 * what stands in front of them is a bucket's name.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
const amazons = String.raw`s3(?:-fips|-accelerate)?(?:[.-](?:dualstack\.)?([a-z0-9-]+))?\.amazonaws\.com`;
const elsewhere = String.raw`s3(?:[.-][a-z0-9-]+)*\.(?!amazonaws\.com)[a-z0-9.-]*[a-z]`;
const virtualHost = new RegExp(String.raw`^(?:(?!s3\.localhost)(.+?)\.)?(?:${amazons}|${elsewhere}|localhost)(?::\d+)?$`, 'i');

/** How a host of S3's is read: the bucket in it, and the region, where it has them; undefined for a host of another service. */
export function readS3Host(host: string): { bucket?: string; region?: string } | undefined {
  const [whole, bucket, region] = virtualHost.exec(host) ?? [];
  if (whole === undefined) return undefined;
  return { bucket: bucket?.toLowerCase(), region: region === 'dualstack' ? undefined : region };
}

export function addressOf(request: WireRequest): S3Address {
  const { bucket } = readS3Host(request.host) ?? {};
  const path = request.path.slice(1);
  if (bucket) return { bucket, key: decode(path) };
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
