/** The one way in to every data plane: names and ports, where faults and network rules decide what gets through. */
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

/** Where something really listens. */
export interface Address {
  host: string;
  port: number;
}

/** The thing behind a name, as it is now. */
export interface Upstream extends Address {
  /** Told of every piece that passes, either way: what was quiet since it was last asked about cannot have changed. */
  onTraffic?(): void;
}

export interface Gate {
  /**
   * Opens a way in under an AWS name and port. `upstream` is asked at every connection and answers
   * where the thing behind the name listens now, or undefined while nothing does: the connection is then refused.
   * Answers the real address (on loopback) that the name stands for. A name that is open already keeps its address.
   */
  open(name: string, port: number, upstream: () => Upstream | undefined): Promise<Address>;
  /** Cuts the connections of a name and leaves it open. */
  cut(name: string, port: number): void;
  /** Closes a way in and cuts its connections. */
  shut(name: string, port: number): Promise<void>;
  /** The real address of an open AWS name and port. */
  resolve(name: string, port: number): Address | undefined;
  close(): Promise<void>;
}

interface Way {
  server: Server;
  address: Address;
  upstream: () => Upstream | undefined;
  live: Set<Socket>;
}

const loopback = '127.0.0.1';

export function createGate(): Gate {
  const ways = new Map<string, Promise<Way>>();
  const opened = new Map<string, Way>();

  const shut = async (key: string): Promise<void> => {
    const way = await ways.get(key);
    ways.delete(key);
    opened.delete(key);
    if (way) await closeWay(way);
  };

  return {
    open: async (name, port, upstream) => {
      const key = keyOf(name, port);
      const opening = ways.get(key) ?? openWay();
      ways.set(key, opening);
      const way = await opening;
      way.upstream = upstream;
      opened.set(key, way);
      return way.address;
    },
    cut: (name, port) => cutAll(opened.get(keyOf(name, port))),
    shut: (name, port) => shut(keyOf(name, port)),
    resolve: (name, port) => opened.get(keyOf(name, port))?.address,
    close: async () => {
      await Promise.all([...ways.keys()].map(shut));
    },
  };
}

function keyOf(name: string, port: number): string {
  return `${name.toLowerCase()}:${port}`;
}

async function openWay(): Promise<Way> {
  const server = createServer((client) => admit(way, client));
  // A finished program is not kept running by the ways it left open.
  server.unref();
  const way: Way = { server, address: { host: loopback, port: 0 }, upstream: () => undefined, live: new Set() };
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, loopback, resolve);
  });
  // A TCP server that listens has an address and port.
  way.address.port = (server.address() as AddressInfo).port;
  return way;
}

/** Joins a client to what is behind the name now, or refuses it. */
function admit(way: Way, client: Socket): void {
  const upstream = way.upstream();
  if (!upstream) {
    client.on('error', () => undefined);
    client.resetAndDestroy();
    return;
  }
  const server = connect({ host: upstream.host, port: upstream.port, noDelay: true });
  client.setNoDelay(true);
  way.live.add(client);
  for (const [from, to] of [[client, server], [server, client]] as const) {
    from.on('data', () => upstream.onTraffic?.());
    from.pipe(to);
    // An error is followed by `close`, which takes the other side along; after a proper end what is on its way still arrives.
    from.on('error', () => undefined);
    from.on('close', (failed: boolean) => (failed ? to.destroy() : to.end()));
  }
  client.on('close', () => way.live.delete(client));
}

function cutAll(way: Way | undefined): void {
  for (const client of way?.live ?? []) {
    // A socket that is reset while it says goodbye is never closed by Node.js, and the process then cannot end.
    if (client.writableEnded) client.destroy();
    else client.resetAndDestroy();
  }
}

async function closeWay(way: Way): Promise<void> {
  cutAll(way);
  await new Promise<void>((resolve) => {
    way.server.close(() => resolve());
  });
}
