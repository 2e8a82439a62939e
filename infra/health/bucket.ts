/** Whether the invoices service works: every invoice of its catalogue can be read and is what was put. */
import { createHash } from 'node:crypto';
import { AwsRefusal } from '../../aws/calls/refusal';
import type { S3 } from '../../aws/s3/s3';
import type { Seen } from '../../measure/seen';

/** `catalogue` maps each key to the SHA-256 of its content, in hex. */
export async function bucketHealth(s3: S3, bucket: string, catalogue: ReadonlyMap<string, string>): Promise<Seen> {
  const missing: string[] = [];
  const different: string[] = [];
  try {
    for (const [key, digest] of catalogue) {
      const content = await s3.get(bucket, key, { recorded: false });
      if (!content) missing.push(key);
      else if (createHash('sha256').update(content).digest('hex') !== digest) different.push(key);
    }
  } catch (error) {
    if (error instanceof AwsRefusal) return { good: false, saw: error.message };
    throw error;
  }
  const good = catalogue.size > 0 && missing.length === 0 && different.length === 0;
  return { good, saw: `${catalogue.size} invoices, ${missing.length} missing, ${different.length} different` };
}
