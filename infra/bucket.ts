/** A bucket as the plan says: versioned, tagged, filled with the invoices that the runbooks damage and recover. */
import { createHash } from 'node:crypto';
import type { BucketResource } from '../aws/resources';
import type { S3 } from '../aws/s3';
import type { Services } from '../aws/services';
import type { UndoArguments } from '../drill/undo';
import type { BucketComponent } from '../plan/plan';
import type { Ground } from './ground';
import { bucketHealth } from './health/bucket';
import type { Seen } from '../measure/seen';
import { resourceName, resourceTags } from './naming';

export interface ProvisionedBucket extends BucketResource {
  kind: 'bucket';
  probe: (s3: S3) => Promise<Seen>;
}

const invoices = 60;

/** Creates the bucket with its versioning before the first object, since versions begin with it. */
export async function provisionBucket(ground: Ground, component: BucketComponent): Promise<ProvisionedBucket> {
  const owner = { plan: ground.plan.name, drill: ground.id, seed: ground.seed, component: component.name };
  const { region } = component;
  const bucket = resourceName(owner);
  const tags = resourceTags(owner, ground.plan);
  const s3 = ground.services.s3(region);
  ground.undo.file({
    action: 'delete-bucket',
    does: `Deletes the bucket that the drill makes for "${component.name}", with all its versions.`,
    arguments: { region, bucket },
  });
  await s3.createBucket(bucket);
  if (component.versioning) await s3.enableVersioning(bucket);
  await s3.tagBucket(bucket, tags);

  const catalogue = new Map<string, string>();
  for (let number = 1; number <= invoices; number++) {
    const { key, body } = invoice(ground.seed, number);
    await s3.put(bucket, key, body, { contentType: 'application/json', recorded: false });
    catalogue.set(key, createHash('sha256').update(body).digest('hex'));
  }
  return { kind: 'bucket', owner, region, bucket, tags, probe: (from) => bucketHealth(from, bucket, catalogue) };
}

function invoice(seed: number, number: number): { key: string; body: Buffer } {
  const amount = createHash('sha256').update(JSON.stringify([seed, 'invoice', number])).digest().readUInt32BE(0) % 1_000_000;
  const body = JSON.stringify({ invoice: number, currency: 'EUR', amountCents: amount, text: `Invoice ${number} `.repeat(40) });
  return { key: `invoices/2025/${String(number).padStart(5, '0')}.json`, body: Buffer.from(body, 'utf8') };
}

/** Undo action `delete-bucket`. */
export async function deleteBucket(services: Services, args: UndoArguments): Promise<'done' | 'nothing left to do'> {
  // Arguments come from our own undo entries, written by provisionBucket.
  const { region, bucket } = args as { region: string; bucket: string };
  return (await services.s3(region).deleteBucketWithContent(bucket)) ? 'done' : 'nothing left to do';
}
