/** A port of this machine for a process that is about to be started. */
import { createServer, type AddressInfo } from 'node:net';

/** One on which nothing listens now on `host`; somebody else may take it before the process does. */
export async function freePort(host: string): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  // A TCP server that listens has an address and port.
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
