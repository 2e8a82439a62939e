/** Where processes that the stand-in itself runs reach its services: a port on loopback, opened when the first of them is started. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WallClock } from '../../time/wall-clock';
import { sendAnswer, wireRequestOf } from './http';
import type { Router } from './router';

/** Such processes know nothing of the world's time: their signatures are judged by the wall. */
const wall = new WallClock();

/** It has no control paths: what a function does never moves the clock. */
export class FunctionsEndpoint {
  #server: Promise<Server> | undefined;

  constructor(
    private readonly router: () => Router,
    private readonly onFault: (error: unknown, operation: string) => void,
  ) {}

  /** `http://127.0.0.1:40001` */
  async address(): Promise<string> {
    this.#server ??= this.#open();
    // A server on a port always has an address of this kind.
    const { port } = (await this.#server).address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async close(): Promise<void> {
    const server = await this.#server;
    if (!server) return;
    const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }

  #open(): Promise<Server> {
    const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 0 }, (incoming, outgoing) => {
      const answered = wireRequestOf(incoming, outgoing).then(async (request) => sendAnswer(outgoing, await this.router().handle(request, wall.now()), request.method));
      answered.catch((error: unknown) => {
        if (!incoming.socket.destroyed) this.onFault(error, 'an answer to a function');
        outgoing.destroy();
      });
    });
    // What waits for nothing else is not kept running by it.
    server.unref();
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', () => resolve(server));
    });
  }
}
