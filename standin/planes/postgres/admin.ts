/** The stand-in's own connections to a server, one kept open for each database it looks into. */
import { Socket } from 'node:net';
import { Client, type QueryResultRow } from 'pg';
import type { Address } from '../gate';
import { superuser } from './superuser';

interface Connection {
  client: Client;
  socket: Socket;
}

/** A statement that each connection has parsed once, under a name. */
export interface NamedStatement {
  name: string;
  text: string;
}

export class Admin {
  readonly #connections = new Map<string, Promise<Connection>>();

  constructor(
    private readonly address: Address,
    private readonly password: string,
  ) {}

  /** Runs a statement as the superuser and answers its rows. Throws what the server says. */
  async query<Row extends QueryResultRow>(statement: string | NamedStatement, values: unknown[] = [], database = 'postgres'): Promise<Row[]> {
    const { client, socket } = await this.#connection(database);
    // Idle connections do not keep a finished program running; one that is awaited does.
    socket.ref();
    try {
      return (await client.query<Row>({ ...(typeof statement === 'string' ? { text: statement } : statement), values })).rows;
    } finally {
      socket.unref();
    }
  }

  /** Lets go of one database, which could not be dropped otherwise, or of all. */
  async close(database?: string): Promise<void> {
    const names = database === undefined ? [...this.#connections.keys()] : [database];
    for (const name of names) {
      const connection = await this.#connections.get(name)?.catch(() => undefined);
      this.#connections.delete(name);
      connection?.socket.ref();
      await connection?.client.end().catch(() => undefined);
    }
  }

  #connection(database: string): Promise<Connection> {
    const known = this.#connections.get(database);
    if (known) return known;
    const connecting = connect(this.address, { database, password: this.password }, () => this.#connections.delete(database));
    this.#connections.set(database, connecting);
    return connecting;
  }
}

/** `gone` is called when the connection fails or ends: the server may be stopped or killed at any time. */
async function connect(address: Address, as: { database: string; password: string }, gone: () => void): Promise<Connection> {
  const socket = new Socket();
  const client = new Client({ ...address, user: superuser, ...as, stream: () => socket });
  client.on('error', gone);
  client.on('end', gone);
  try {
    await client.connect();
  } catch (error) {
    gone();
    throw error;
  }
  socket.unref();
  return { client, socket };
}
