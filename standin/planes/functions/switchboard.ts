/** Where the processes of functions report: one port on loopback, opened when the first function runs. */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** What a process tells, one line each. */
export interface Told {
  /** By which it proves which process it is. */
  word?: string;
  /** The handler could not be loaded. */
  broken?: HandlerError;
  log?: string;
  /** JSON. */
  result?: string;
  error?: HandlerError;
}

export interface HandlerError {
  errorType: string;
  errorMessage: string;
  trace: string[];
}

/** A process that has reported. */
export interface Line {
  socket: Socket;
  first: Told;
  /** Hears of each line from now on. */
  onTold(listener: (told: Told) => void): void;
}

export class Switchboard {
  #server: Promise<Server> | undefined;
  #listening: Server | undefined;
  readonly #sockets = new Set<Socket>();
  readonly #expected = new Map<string, (line: Line) => void>();

  async port(): Promise<number> {
    this.#server ??= this.#listen();
    // A server on a port always has an address of this kind.
    return ((await this.#server).address() as AddressInfo).port;
  }

  /** Comes true when the process with that word reports; `forget` where it never will. */
  expect(word: string): { reported: Promise<Line>; forget: () => void } {
    const reported = new Promise<Line>((resolve) => this.#expected.set(word, resolve));
    this.#hold();
    return { reported, forget: () => this.#expectNoLonger(word) };
  }

  #expectNoLonger(word: string): void {
    this.#expected.delete(word);
    this.#hold();
  }

  /** What waits for a process to report is kept running by it; what waits for nothing else is not. */
  #hold(): void {
    if (this.#expected.size > 0) this.#listening?.ref();
    else this.#listening?.unref();
  }

  async close(): Promise<void> {
    const server = await this.#server;
    for (const socket of this.#sockets) socket.destroy();
    if (server) await new Promise<void>((resolve) => void server.close(() => resolve()));
  }

  #listen(): Promise<Server> {
    return new Promise((resolve, reject) => {
      const server = createServer((socket) => this.#answer(socket));
      server.once('error', reject);
      server.listen(0, '127.0.0.1', () => {
        this.#listening = server;
        this.#hold();
        resolve(server);
      });
    });
  }

  #answer(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let listener: ((told: Told) => void) | undefined;
    createInterface({ input: socket }).on('line', (text) => {
      // The lines are those of the runtime's program; whoever else calls here is cut off below.
      const told = readLine(text);
      if (told && listener) return listener(told);
      const take = this.#expected.get(told?.word ?? '');
      if (!told || !take) return void socket.destroy();
      this.#expectNoLonger(told.word ?? '');
      listener = () => undefined;
      take({ socket, first: told, onTold: (next) => (listener = next) });
    });
  }
}

function readLine(text: string): Told | undefined {
  try {
    return JSON.parse(text) as Told;
  } catch {
    return undefined;
  }
}
