/** The documents that a drill's bucket holds: invoices, each with what its writer says of it. */
import { createHash } from 'node:crypto';
import type { S3 } from '../../aws/s3/s3';

const invoices = 60;

/** Puts them, and answers the SHA-256 of each in hex, by key. The same seed gives the same documents. */
export async function fillWithDocuments(s3: S3, bucket: string, seed: number): Promise<Map<string, string>> {
  const catalogue = new Map<string, string>();
  for (let number = 1; number <= invoices; number++) {
    const { key, body } = invoice(seed, number);
    await s3.put(bucket, key, body, { contentType: 'application/json', metadata: { invoice: String(number) }, recorded: false });
    catalogue.set(key, createHash('sha256').update(body).digest('hex'));
  }
  return catalogue;
}

function invoice(seed: number, number: number): { key: string; body: Buffer } {
  const amount = createHash('sha256').update(JSON.stringify([seed, 'invoice', number])).digest().readUInt32BE(0) % 1_000_000;
  const body = JSON.stringify({ invoice: number, currency: 'EUR', amountCents: amount, text: `Invoice ${number} `.repeat(40) });
  return { key: `invoices/2025/${String(number).padStart(5, '0')}.json`, body: Buffer.from(body, 'utf8') };
}
