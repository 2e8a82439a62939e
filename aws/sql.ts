/** SQL to a PostgreSQL database, each query one effect on the drill's clock. */
import { Client, type QueryResultRow } from 'pg';
import type { Clock } from '../time/clock';
import type { CallRecorder } from './calls/call';
import { AwsRefusal } from './calls/refusal';
import type { SecretPlace } from './secrets';
import type { Address } from './target';

export interface DatabaseLogin {
  /** Host and port as AWS names them. */
  host: string;
  port: number;
  database: string;
  user: string;
  /** The password, or where it is kept. */
  password: string | SecretPlace;
}

/** How long connecting and one query may really take, in milliseconds, before the database counts as unreachable. */
const connectPatience = 10_000;
const queryPatience = 120_000;

/** The database could not be reached, or refused a query. */
export class SqlRefusal extends Error {
  /** `code` is PostgreSQL's SQLSTATE, or the network's error code. */
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'SqlRefusal';
  }
}

export class Sql {
  #client: Client | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly resolve: (host: string, port: number) => Address | Promise<Address>,
    private readonly record: CallRecorder,
    /** Asked at each connection: a service that moves has another one from then on. */
    private readonly login: () => DatabaseLogin,
    /** Reads a password where it is kept. */
    private readonly read: (place: SecretPlace) => Promise<string>,
  ) {}

  /** Runs one statement. Throws SqlRefusal. */
  async query<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    // Reading it is an effect of its own, which cannot be within another.
    const password = await this.#password();
    return this.clock.effect('sql', async () => {
      const client = await this.#connected(password);
      try {
        const result = await client.query<Row>(text, [...values]);
        return result.rows;
      } catch (error) {
        if (!isServerRefusal(error)) await this.#drop();
        throw asSqlRefusal(error);
      }
    });
  }

  /** Runs one statement that changes something, and puts it on record. */
  async execute(text: string): Promise<void> {
    const asked = this.clock.now().toString();
    const { host, port, database, user } = this.login();
    const command = `psql -h ${host} -p ${port} -U ${user} -d ${database} -c ${JSON.stringify(text)}`;
    const note = (error: { code: string; message: string } | null): void =>
      this.record({
        kind: 'call',
        service: 'postgresql',
        operation: text.trim().split(/\s+/, 1)[0]?.toUpperCase() ?? '',
        region: '',
        input: { database, statement: text },
        outcome: error ? 'refused' : 'answered',
        error,
        command,
        asked,
        answered: this.clock.now().toString(),
      });
    try {
      await this.query(text);
      note(null);
    } catch (error) {
      if (error instanceof SqlRefusal) note({ code: error.code, message: error.message });
      throw error;
    }
  }

  close(): Promise<void> {
    return this.clock.effect('sql', () => this.#drop());
  }

  /** Throws SqlRefusal where it cannot be read. */
  async #password(): Promise<string> {
    const { password } = this.login();
    if (typeof password === 'string') return password;
    try {
      return await this.read(password);
    } catch (error) {
      if (!(error instanceof AwsRefusal)) throw error;
      throw new SqlRefusal(error.code, `the password cannot be read: ${error.message}`, { cause: error });
    }
  }

  async #connected(password: string): Promise<Client> {
    if (this.#client) return this.#client;
    const { host, port, database, user } = this.login();
    const patience = { connectionTimeoutMillis: connectPatience, query_timeout: queryPatience };
    try {
      const client = new Client({ ...(await this.resolve(host, port)), database, user, password, ...patience });
      // A connection cut between two queries is found by the next one; without a listener it would end the process.
      client.on('error', () => (this.#client = undefined));
      await client.connect();
      return (this.#client = client);
    } catch (error) {
      throw asSqlRefusal(error);
    }
  }

  async #drop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => undefined);
  }
}

/** True when the server understood the query and said no, so that the connection can go on being used. */
function isServerRefusal(error: unknown): boolean {
  return error instanceof Error && 'severity' in error && error.severity === 'ERROR';
}

function asSqlRefusal(error: unknown): SqlRefusal {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNREACHABLE';
  const said = error instanceof Error && 'severity' in error ? error.message : 'the database cannot be reached';
  // What the network says names real addresses, which differ from run to run; the cause keeps it.
  return new SqlRefusal(code, said, { cause: error });
}
