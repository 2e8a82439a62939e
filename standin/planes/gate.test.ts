/** Names and ports that lead to where things are now, or nowhere. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { type Address, createGate } from './gate';

const servers: Server[] = [];

/** A server that answers what it hears with a word of its own before it. */
async function echo(word: string): Promise<Address> {
  const server = createServer((socket) => {
    socket.on('data', (data) => socket.write(`${word} ${data.toString()}`));
    socket.on('error', () => undefined);
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

let one: Address;
let other: Address;

before(async () => {
  [one, other] = [await echo('one'), await echo('other')];
});

after(() => {
  for (const server of servers) server.close();
});

async function ask(socket: Socket): Promise<string> {
  socket.write('hello');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  return answer.toString();
}

async function refused(address: Address): Promise<boolean> {
  const socket = connect(address);
  const code = await new Promise<string>((resolve) => {
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    socket.on('end', () => resolve('ended'));
  });
  return code === 'ECONNRESET';
}

test('a name leads to what is behind it when the connection is made', async () => {
  const gate = createGate();
  let behind: Address | undefined = one;
  const address = await gate.open('db.example.rds.amazonaws.com', 5432, () => behind);
  assert.deepEqual(gate.resolve('DB.example.rds.amazonaws.com', 5432), address);
  assert.equal(gate.resolve('db.example.rds.amazonaws.com', 5433), undefined);
  const first = connect(address);
  assert.equal(await ask(first), 'one hello');
  behind = other;
  const second = connect(address);
  assert.equal(await ask(second), 'other hello');
  assert.equal(await ask(first), 'one hello');
  behind = undefined;
  assert.equal(await refused(address), true);
  first.on('error', () => undefined);
  second.on('error', () => undefined);
  await gate.close();
});

test('cutting ends the connections of a name and leaves its address', async () => {
  const gate = createGate();
  const address = await gate.open('a', 1, () => one);
  const socket = connect(address);
  await ask(socket);
  const cut = once(socket, 'error');
  gate.cut('a', 1);
  await cut;
  assert.deepEqual(await gate.open('a', 1, () => other), address);
  const again = connect(address);
  assert.equal(await ask(again), 'other hello');
  again.on('error', () => undefined);
  await gate.shut('a', 1);
  assert.equal(gate.resolve('a', 1), undefined);
  await gate.close();
});

test('traffic is told of, both ways, to what it passes to', async () => {
  const gate = createGate();
  let pieces = 0;
  const address = await gate.open('a', 1, () => ({ ...one, onTraffic: () => void (pieces += 1) }));
  const socket = connect(address);
  socket.on('error', () => undefined);
  await ask(socket);
  assert.equal(pieces, 2);
  await gate.close();
});
