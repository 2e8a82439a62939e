/** HTTP to a server of the plan's, each request one effect on the drill's clock. */
import { request } from 'node:http';
import type { Clock } from '../../time/clock';
import type { CallRecorder } from '../calls/call';
import type { Address } from '../target';

/** How long one answer may really take, in milliseconds, before the server counts as unreachable. */
const patience = 15_000;

/** What is asked of a server. */
export interface Asked {
  method: 'GET' | 'PUT' | 'DELETE';
  /** With the leading slash. */
  path: string;
  body?: string;
}

export interface Answered {
  status: number;
  body: Buffer;
}

/** The server could not be reached, or did not answer in time. */
export class HttpSilence extends Error {
  override readonly name = 'HttpSilence';
}

export class Http {
  constructor(
    private readonly clock: Clock,
    private readonly resolve: (host: string, port: number) => Address | Promise<Address>,
    private readonly record: CallRecorder,
    /** Asked at each request: the name and port of a server that moves are others from then on. */
    private readonly server: () => Address,
  ) {}

  /** One request. Throws HttpSilence. */
  ask(asked: Asked): Promise<Answered> {
    return this.clock.effect('http', async () => {
      const { host, port } = this.server();
      try {
        return await exchange(await this.resolve(host, port), host, asked);
      } catch (cause) {
        // What the network says names real addresses, which differ from run to run; the cause keeps it.
        throw new HttpSilence('the server cannot be reached', { cause });
      }
    });
  }

  /** One request that changes something, and its record. Throws HttpSilence. */
  async act(asked: Asked): Promise<Answered> {
    const began = this.clock.now().toString();
    const { host, port } = this.server();
    const url = `http://${host}${port === 80 ? '' : `:${port}`}${asked.path}`;
    const note = (error: { code: string; message: string } | null): void =>
      this.record({
        kind: 'call',
        service: 'http',
        operation: asked.method,
        region: '',
        input: { url, ...(asked.body !== undefined && { body: asked.body }) },
        outcome: error ? 'refused' : 'answered',
        error,
        command: `curl -X ${asked.method} ${url}${asked.body === undefined ? '' : ` --data-binary '${asked.body.replaceAll("'", `'\\''`)}'`}`,
        asked: began,
        answered: this.clock.now().toString(),
      });
    try {
      const answer = await this.ask(asked);
      note(answer.status < 300 ? null : { code: String(answer.status), message: answer.body.toString('utf8').trim() });
      return answer;
    } catch (error) {
      if (error instanceof HttpSilence) note({ code: 'SILENCE', message: error.message });
      throw error;
    }
  }
}

function exchange({ host, port }: Address, name: string, { method, path, body }: Asked): Promise<Answered> {
  return new Promise((resolve, reject) => {
    // A connection of its own each time: one that is kept would outlive what the network decides about the next.
    const headers = { host: name, connection: 'close', ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }) };
    const outgoing = request({ host, port, path, method, headers, agent: false, timeout: patience }, (incoming) => {
      const pieces: Buffer[] = [];
      incoming.on('data', (piece: Buffer) => pieces.push(piece));
      incoming.on('error', reject);
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(pieces) }));
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer in time')));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
