/** The SDK's client for S3, as every part of a drill uses it. */
import { S3Client } from '@aws-sdk/client-s3';
import { clientConfig, signingByClock } from '../client-config';
import type { ClientSettings } from '../target';

/** Buckets stand in the path: a name of its own for each could not be resolved on a stand-in. */
export function s3Client(settings: ClientSettings): S3Client {
  return signingByClock(new S3Client({ ...clientConfig(settings), forcePathStyle: true }), settings);
}
