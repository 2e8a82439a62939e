/** The invoices service is well when every invoice is there and is what was put. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import type { S3 } from '../../aws/s3/s3';
import { region, type ServicesUnderTest, servicesUnderTest } from '../../aws/services-under-test';
import { bucketHealth } from './bucket';

let ground: ServicesUnderTest;
let s3: S3;
const catalogue = new Map<string, string>();

describe('the health of the invoices service', () => {
  before(async () => {
    ground = await servicesUnderTest({ drill: 'health' });
    s3 = ground.services.s3(region);
    await ground.clock.during(async () => {
      await s3.createBucket('invoices');
      await s3.enableVersioning('invoices');
      for (const key of ['a', 'b', 'c']) await put(key, `content of ${key}`);
    });
    for (const key of ['a', 'b', 'c']) catalogue.set(key, createHash('sha256').update(`content of ${key}`).digest('hex'));
  });
  after(() => ground.target.close());

  const put = (key: string, content: string): Promise<void> => s3.put('invoices', key, Buffer.from(content));

  test('it is green while all is there as it was put', async () => {
    assert.deepEqual(await ground.clock.during(() => bucketHealth(s3, 'invoices', catalogue)), { good: true, saw: '3 invoices, 0 missing, 0 different' });
  });

  test('it is red with one invoice missing, and with one that is something else', async () => {
    await ground.clock.during(async () => {
      await s3.delete('invoices', 'a');
      assert.deepEqual(await bucketHealth(s3, 'invoices', catalogue), { good: false, saw: '3 invoices, 1 missing, 0 different' });
      await put('a', 'content of a');
      await put('c', 'content of d');
      assert.deepEqual(await bucketHealth(s3, 'invoices', catalogue), { good: false, saw: '3 invoices, 0 missing, 1 different' });
      await put('c', 'content of c');
    });
  });

  test('it is red with nothing in the catalogue, since nothing was seen to work', async () => {
    assert.equal((await ground.clock.during(() => bucketHealth(s3, 'invoices', new Map()))).good, false);
  });

  test('it is red when S3 refuses, with what it said', async () => {
    const { good, saw } = await ground.clock.during(() => bucketHealth(s3, 'nobodys-bucket', catalogue));
    assert.equal(good, false);
    assert.match(saw, /NoSuchBucket/);
  });
});
