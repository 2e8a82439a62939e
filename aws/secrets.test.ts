/** Passwords in Secrets Manager, as a drill keeps and reads them. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Redactor } from '../evidence/redact';
import type { CallEntry } from '../evidence/entry';
import { Duration } from '../time/duration';
import type { Secrets } from './secrets';
import { Services } from './services';
import { region } from './services-under-test';
import { openTarget, type Target } from './target';

let target: Target;
let services: Services;
let secrets: Secrets;
const calls: CallEntry[] = [];
const redactor = new Redactor();
const tags = { 'muster:component': 'orders' };
const during = <T>(main: () => Promise<T>): Promise<T> => target.clock.during(main);

before(async () => {
  target = await openTarget({ seed: 1, drill: 'secrets', mischief: [] });
  services = new Services(target, (entry) => void calls.push(redactor.redact(entry)), (secret) => redactor.register(secret));
  secrets = services.secrets(region);
});
after(() => target.close());

test('a password is drawn, kept, copied to another region and read there, and is in no record of all that', async () => {
  const password = await during(() => secrets.randomPassword());
  assert.match(password, /^[A-Za-z0-9]{32}$/);
  assert.equal(redactor.text(`said ${password} aloud`), 'said [redacted] aloud', 'before anybody has used it');
  const copies = { describes: 'A login', copies: ['eu-west-1'], tags };
  await during(() => secrets.create('orders', { username: 'app', password }, copies));
  await during(() => secrets.create('orders', { username: 'app', password }, copies));
  assert.deepEqual(await during(() => secrets.copies('orders')), { 'eu-west-1': 'InProgress' });
  await during(() => target.clock.sleep(Duration.minutes(1)));
  assert.deepEqual(await during(() => secrets.copies('orders')), { 'eu-west-1': 'InSync' });
  assert.equal(await during(() => services.secrets('eu-west-1').password('orders')), password);
  assert.deepEqual(calls.map(({ operation }) => operation), ['GetRandomPassword', 'CreateSecret', 'CreateSecret', 'DescribeSecret', 'DescribeSecret', 'GetSecretValue']);
  assert.ok(!JSON.stringify(calls).includes(password));
});

test('one who only reads a password keeps it out of the record, too, and reads it once', async () => {
  const heard: string[] = [];
  const asked: string[] = [];
  const reader = new Services(target, ({ operation }) => void asked.push(operation), (secret) => void heard.push(secret)).secrets(region);
  const [one, two] = await during(() => Promise.all([reader.password('orders'), reader.password('orders')]));
  assert.deepEqual([two, heard, asked], [one, [one], ['GetSecretValue']]);
});

test('a password that cannot be read is asked for again', async () => {
  await assert.rejects(during(() => secrets.password('invoices')), { code: 'ResourceNotFoundException' });
  await during(() => secrets.create('invoices', { username: 'app', password: 'not-to-be-guessed' }, { describes: 'A login', copies: [], tags }));
  assert.equal(await during(() => secrets.password('invoices')), 'not-to-be-guessed');
});

test('a login without its password is refused as a database is that cannot be reached', async () => {
  const sql = services.sql({ host: 'nobodys.eu-central-1.rds.amazonaws.com', port: 5432, database: 'app', user: 'app', password: { region, secretName: 'nobody' } });
  await assert.rejects(during(() => sql.query('SELECT 1')), { name: 'SqlRefusal', code: 'ResourceNotFoundException', message: /^the password cannot be read: secretsmanager GetSecretValue was refused/ });
});

test('deleted, a secret is gone with its copies, and there is nothing to delete any more', async () => {
  assert.deepEqual(await during(async () => [await secrets.delete('orders'), await secrets.delete('orders')]), [true, false]);
  await assert.rejects(during(() => services.secrets('eu-west-1').copies('orders').then((found) => assert.ok(found))));
});
