/** Where S3's requests say which bucket and key they mean. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addressOf, readS3Host } from './s3-address';

const at = (host: string, path: string) => addressOf({ method: 'GET', host, path, query: new URLSearchParams(), headers: {}, body: new Uint8Array() });

describe('an address', () => {
  test('in path style has the bucket in its path, whatever the host', () => {
    for (const host of ['s3.amazonaws.com', 's3.eu-west-1.amazonaws.com', 's3-eu-west-1.amazonaws.com', '127.0.0.1:4566', 'localhost:4566', 's3.localhost', 'standin:4566']) {
      assert.deepEqual(at(host, '/ledger/a/b%20c'), { bucket: 'ledger', key: 'a/b c' }, host);
    }
  });

  test('in virtual-hosted style has it in front of S3’s host, or of localhost, or of a host of one’s own called s3', () => {
    const hosts = [
      'my.ledger.s3.amazonaws.com', 'my.ledger.s3.eu-west-1.amazonaws.com:443', 'my.ledger.s3-eu-west-1.amazonaws.com', 'my.ledger.s3.dualstack.eu-west-1.amazonaws.com',
      'my.ledger.localhost:4566', 'my.ledger.s3.localhost:4566', 'my.ledger.s3.example.test', 'my.ledger.s3.eu-west-1.example.test:9000',
    ]; // prettier-ignore
    for (const host of hosts) assert.deepEqual(at(host, '/a/b'), { bucket: 'my.ledger', key: 'a/b' }, host);
    assert.deepEqual(at('ledger.localhost', '/'), { bucket: 'ledger', key: undefined });
  });

  test('that cannot be decoded is refused', () => {
    assert.throws(() => at('localhost', '/ledger/%zz'), { code: 'InvalidURI' });
  });
});

test('a host names its region where it has one, and is none of S3’s where it is another service’s', () => {
  assert.equal(readS3Host('ledger.s3.eu-west-1.amazonaws.com')?.region, 'eu-west-1');
  assert.equal(readS3Host('ledger.s3.amazonaws.com')?.region, undefined);
  assert.equal(readS3Host('rds.eu-west-1.amazonaws.com'), undefined);
});
