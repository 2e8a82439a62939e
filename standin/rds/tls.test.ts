/** Encrypted connections by example: whom clients talk to, and who is turned away. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from 'pg';
import { Duration } from '../../time/duration';
import { codeOf, password, RdsUnderTest } from './rds-under-test';

let under: RdsUnderTest;

before(async () => {
  under = await RdsUnderTest.start();
  await under.create('sealed', { BackupRetentionPeriod: 0 });
  await under.available('sealed');
});

after(async () => {
  await under.close();
  assert.deepEqual(under.faults, []);
});

/** Talks to the instance by TLS, verifying that it is the one of that name, and answers the protocol's version. */
async function encrypted(identifier: string, name?: string): Promise<string | null> {
  const { Endpoint: { Address: host = '', Port: port = 0 } = {} } = await under.find(identifier);
  const ssl = { ca: under.standin.rdsCertificateAuthority, servername: name ?? host };
  const client = new Client({ ...under.standin.resolve(host, port), user: 'keeper', password, database: 'app', ssl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string | null }>('select version from pg_stat_ssl where pid = pg_backend_pid()');
    return rows[0]?.version ?? null;
  } finally {
    await client.end();
  }
}

test('a client that verifies the name and the authority gets in, and one that looks for another name does not', async () => {
  assert.equal(await encrypted('sealed'), 'TLSv1.3');
  await assert.rejects(encrypted('sealed', 'other.us-east-1.rds.amazonaws.com'), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  assert.equal((await under.query<{ ssl: boolean }>('sealed', 'select ssl from pg_stat_ssl where pid = pg_backend_pid()'))[0]?.ssl, false);
});

test('a renamed instance shows its new name, and a restored one its own', async () => {
  await under.rds.modifyDBInstance({ DBInstanceIdentifier: 'sealed', NewDBInstanceIdentifier: 'renamed', ApplyImmediately: true });
  await under.pass(Duration.minutes(3));
  await under.available('renamed');
  assert.equal(await encrypted('renamed'), 'TLSv1.3');
  await under.rds.createDBSnapshot({ DBInstanceIdentifier: 'renamed', DBSnapshotIdentifier: 'shot' });
  await under.available('renamed');
  await under.rds.restoreDBInstanceFromDBSnapshot({ DBInstanceIdentifier: 'restored', DBSnapshotIdentifier: 'shot', BackupRetentionPeriod: 0 });
  await under.available('restored');
  assert.equal(await encrypted('restored'), 'TLSv1.3');
});

test('where rds.force_ssl is on, who does not encrypt is turned away', async () => {
  const DBParameterGroupName = 'forced';
  await under.rds.createDBParameterGroup({ DBParameterGroupName, DBParameterGroupFamily: 'postgres18', Description: 'encrypted only' });
  const force = (ParameterValue: string) =>
    under.rds.modifyDBParameterGroup({ DBParameterGroupName, Parameters: [{ ParameterName: 'rds.force_ssl', ParameterValue, ApplyMethod: 'immediate' }] });
  await force('1');
  await under.rds.modifyDBInstance({ DBInstanceIdentifier: 'renamed', DBParameterGroupName });
  await under.query('renamed', 'select 1');
  await under.rds.rebootDBInstance({ DBInstanceIdentifier: 'renamed' });
  await under.available('renamed');
  await assert.rejects(under.connect('renamed'), /no pg_hba.conf entry for host .*no encryption/);
  assert.equal(await encrypted('renamed'), 'TLSv1.3');
  await force('0');
  await under.pass(Duration.minutes(1));
  await under.query('renamed', 'select 1');
});

test('the authority is described, and no other is taken', async () => {
  const { Certificates: [only] = [] } = await under.rds.describeCertificates({});
  assert.deepEqual([only?.CertificateIdentifier, only?.CertificateType], ['rds-ca-ecc384-g1', 'CA']);
  assert.match(only?.Thumbprint ?? '', /^[0-9a-f]{40}$/);
  assert.equal((await under.find('renamed')).CACertificateIdentifier, 'rds-ca-ecc384-g1');
  assert.equal(await codeOf(under.rds.describeCertificates({ CertificateIdentifier: 'rds-ca-2019' })), 'CertificateNotFound');
  assert.equal(await codeOf(under.create('old', { CACertificateIdentifier: 'rds-ca-2019' })), 'CertificateNotFound');
});

test('the authority can be had over HTTP', async () => {
  const server = await under.standin.listen({ port: 0 });
  const answer = await fetch(`${server.endpoint}/_standin/rds-ca.pem`);
  assert.equal(await answer.text(), under.standin.rdsCertificateAuthority);
  await server.close();
});
