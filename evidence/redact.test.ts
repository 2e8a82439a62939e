/** No secret gets into the evidence, by whatever way it comes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonical } from './canonical';
import { Redactor } from './redact';

const secret = 'hunter2/&"x';

test('what stands under a secret\'s name is replaced, however deep', () => {
  const clean = new Redactor().redact({ MasterUserPassword: 'a', nested: [{ secretAccessKey: 'b', Credentials: { any: 'c' } }], Authorization: 'd', token: 'e' });
  assert.deepEqual(clean, {
    MasterUserPassword: '[redacted]', nested: [{ secretAccessKey: '[redacted]', Credentials: '[redacted]' }], Authorization: '[redacted]', token: '[redacted]',
  });
});

test('what only points at a secret, and what is no secret, stays', () => {
  const innocent = { SecretArn: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:x', ClientToken: 'muster-7', passwordless: true, NextToken: null, passed: true, kind: 'check' };
  assert.deepEqual(new Redactor().redact(innocent), innocent);
});

test('secrets inside text are replaced by their shape', () => {
  const redactor = new Redactor();
  const shapes: [string, string][] = [
    ['postgresql://app:s3cr3t@db.example:5432/orders', 'postgresql://app:[redacted]@db.example:5432/orders'],
    ['host=db user=app password=s3cr3t dbname=x', 'host=db user=app password=[redacted] dbname=x'],
    ['aws rds create-db-instance --master-user-password s3cr3t --port 5432', 'aws rds create-db-instance --master-user-password [redacted] --port 5432'],
    ["aws rds create-db-instance --master-user-password 's3c r3t' --port 5432", 'aws rds create-db-instance --master-user-password [redacted] --port 5432'],
    ["ALTER ROLE app PASSWORD 's3c''r3t' LOGIN", 'ALTER ROLE app PASSWORD [redacted] LOGIN'],
    ['https://b.s3/k?X-Amz-Signature=abc123&X-Amz-Date=1', 'https://b.s3/k?X-Amz-Signature=[redacted]&X-Amz-Date=1'],
    ['Authorization: Bearer abcdefgh.ijkl', 'Authorization: Bearer [redacted]'],
    ['-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----', '[redacted]'],
  ];
  for (const [dirty, clean] of shapes) assert.equal(redactor.text(dirty), clean);
});

test('ordinary sentences and commands stay as they are', () => {
  const redactor = new Redactor();
  for (const text of [
    'the password was changed',
    'aws s3api list-object-versions --bucket invoices --key-marker a=b',
    'https://example.com:8443/path@2',
    'aws rds restore-db-instance-to-point-in-time --restore-time 2026-01-05T09:00:00Z',
    'Basic checks passed',
  ]) {
    assert.equal(redactor.text(text), text);
  }
});

test('a registered secret is found anywhere, also encoded and escaped', () => {
  const redactor = new Redactor();
  redactor.register(secret);
  const forms = [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64'), JSON.stringify({ p: secret })];
  for (const form of forms) assert.match(redactor.text(`before ${form} after`), /^before .*\[redacted\].* after$/);
  assert.deepEqual(redactor.redact({ [`key ${secret}`]: 1 }), { 'key [redacted]': 1 });
});

test('a secret that contains another is replaced whole', () => {
  const redactor = new Redactor();
  redactor.register('swordfish');
  redactor.register('swordfish-and-more');
  assert.equal(redactor.text('swordfish-and-more'), '[redacted]');
});

test('a secret too short to be told from a word is refused', () => {
  assert.throws(() => new Redactor().register('abc'), RangeError);
  assert.throws(() => new Redactor().register(''), RangeError);
});

test('wherever a registered secret stands, nothing of it is left', () => {
  const word = fc.stringMatching(/^[A-Za-z0-9+/=!$%*-]{8,20}$/);
  fc.assert(
    fc.property(word, fc.jsonValue(), fc.string(), (known, value, around) => {
      const redactor = new Redactor();
      redactor.register(known);
      const clean = canonical(redactor.redact({ harmless: `${around.toWellFormed?.() ?? ''}${known}${around.length}`, other: JSON.stringify(value).replaceAll(known, '') }));
      assert.ok(!clean.includes(known));
    }),
  );
});
