/** Certificates as others read them: Node.js, and a TLS handshake that is verified. */
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { connect, createServer } from 'node:tls';
import { Authority } from './authority';
import { bits, identifier, integer, time } from './der';

const host = 'shop.abcdefghijkl.us-east-1.rds.amazonaws.com';

test('values are written as ASN.1 has them', () => {
  assert.equal(integer(Buffer.from([0, 0, 0x80])).toString('hex'), '02020080');
  assert.equal(integer(Buffer.from([0])).toString('hex'), '020100');
  assert.equal(identifier('1.2.840.113549').toString('hex'), '06062a864886f70d');
  assert.equal(bits(Buffer.from([0x06]), 1).toString('hex'), '03020106');
  assert.equal(time('20491231235959Z').toString('latin1'), '\x17\x0d491231235959Z');
  assert.equal(time('20501231235959Z').toString('latin1'), '\x18\x0f20501231235959Z');
});

test('a server is certified for its name by the authority, and by no other', () => {
  const authority = new Authority();
  const [server, ca] = [new X509Certificate(authority.identityOf(host).certificate), new X509Certificate(authority.certificate)];
  assert.equal(server.checkHost(host), host);
  assert.equal(server.checkHost('other.abcdefghijkl.us-east-1.rds.amazonaws.com'), undefined);
  assert.equal(server.checkIP('127.0.0.1'), '127.0.0.1');
  assert.deepEqual([ca.ca, server.ca], [true, false]);
  assert.ok(server.checkIssued(ca));
  assert.ok(server.verify(ca.publicKey));
  assert.ok(!server.verify(new X509Certificate(new Authority().certificate).publicKey));
  assert.equal(server.validTo, 'Dec 31 23:59:59 2099 GMT');
});

test('a client that verifies the authority and the name gets through', async () => {
  const authority = new Authority();
  const { certificate: cert, key } = authority.identityOf(host);
  const server = createServer({ cert, key }, (socket) => socket.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A TCP server that listens has an address and port.
  const { port } = server.address() as AddressInfo;
  const client = connect({ port, host: '127.0.0.1', servername: host, ca: authority.certificate });
  await once(client, 'secureConnect');
  assert.ok(client.authorized);
  client.destroy();
  const stranger = connect({ port, host: '127.0.0.1', servername: host, ca: new Authority().certificate });
  await assert.rejects(once(stranger, 'secureConnect'), /unable to (verify|get)|self-signed|signature/);
  server.close();
});
