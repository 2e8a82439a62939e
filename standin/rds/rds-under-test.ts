/** For tests: a stand-in with an SDK client for RDS, its databases at hand, and its time. */
import { type CreateDBInstanceCommandInput, type DBInstance, RDS } from '@aws-sdk/client-rds';
import { Client, type QueryResultRow } from 'pg';
import { Duration } from '../../time/duration';
import type { Instant } from '../../time/instant';
import { type Mischief, type Standin, startStandin } from '../index';

export const password = 'correct-horse';

export class RdsUnderTest {
  readonly rds: RDS;

  private constructor(
    readonly standin: Standin,
    /** What the stand-in could not answer; empty unless something is broken. */
    readonly faults: unknown[],
  ) {
    this.rds = this.client('us-east-1');
  }

  static async start(options: { mischief?: Mischief[]; seed?: string; directory?: string } = {}): Promise<RdsUnderTest> {
    const faults: unknown[] = [];
    const standin = await startStandin({ ...options, seed: options.seed ?? 'rds', onFault: (error) => void faults.push(error) });
    return new RdsUnderTest(standin, faults);
  }

  client(region: string): RDS {
    const { clock, requestHandler } = this.standin;
    const rds = new RDS({ region, requestHandler, credentials: { accessKeyId: 'muster', secretAccessKey: 'muster' }, maxAttempts: 1 });
    // The signature's date follows the stand-in's clock; the client itself would set the offset to the machine's.
    Object.defineProperty(rds.config, 'systemClockOffset', { get: () => clock.now().epochMilliseconds - Date.now(), set: () => undefined });
    return rds;
  }

  get now(): Instant {
    return this.standin.clock.now();
  }

  async pass(duration: Duration): Promise<void> {
    await this.standin.clock.advance(duration);
  }

  /** Creates an instance, as small as can be, and does not wait for it. */
  async create(identifier: string, more: Partial<CreateDBInstanceCommandInput> = {}): Promise<DBInstance> {
    const { DBInstance: made } = await this.rds.createDBInstance({
      DBInstanceIdentifier: identifier,
      DBInstanceClass: 'db.t4g.micro',
      Engine: 'postgres',
      AllocatedStorage: 20,
      DBName: 'app',
      MasterUsername: 'keeper',
      MasterUserPassword: password,
      ...more,
    });
    return made ?? {};
  }

  async find(identifier: string): Promise<DBInstance> {
    const { DBInstances: [found] = [] } = await this.rds.describeDBInstances({ DBInstanceIdentifier: identifier });
    return found ?? {};
  }

  async status(identifier: string): Promise<string | undefined> {
    return (await this.find(identifier)).DBInstanceStatus;
  }

  /** Lets time pass until an instance is available. Throws after two virtual hours. */
  async available(identifier: string): Promise<DBInstance> {
    for (let looks = 0; looks < 240; looks++) {
      const found = await this.find(identifier);
      if (found.DBInstanceStatus === 'available') return found;
      await this.pass(Duration.seconds(30));
    }
    throw new Error(`${identifier} was not available within two hours: it is ${await this.status(identifier)}; ${this.faults.map(String).join('; ')}`);
  }

  /** A connection of the master user's, through the gate, to the endpoint that RDS tells. The caller ends it. */
  async connect(identifier: string, more: { password?: string; database?: string } = {}): Promise<Client> {
    const { Endpoint: { Address: name = '', Port: port = 0 } = {} } = await this.find(identifier);
    const client = new Client({ ...this.standin.resolve(name, port), user: 'keeper', password, database: 'app', ...more });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  async query<Row extends QueryResultRow>(identifier: string, text: string, values: unknown[] = []): Promise<Row[]> {
    const client = await this.connect(identifier);
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** As the master user of an instance of another region. */
  async queryIn(region: string, identifier: string, text: string): Promise<QueryResultRow[]> {
    const { DBInstances: [found] = [] } = await this.client(region).describeDBInstances({ DBInstanceIdentifier: identifier });
    const { Address: name = '', Port: port = 0 } = found?.Endpoint ?? {};
    const client = new Client({ ...this.standin.resolve(name, port), user: 'keeper', password, database: 'app' });
    await client.connect();
    try {
      return (await client.query<QueryResultRow>(text)).rows;
    } finally {
      await client.end();
    }
  }

  async close(): Promise<void> {
    this.rds.destroy();
    await this.standin.close();
  }
}

/** The code of what RDS refused with. */
export async function codeOf(refused: Promise<unknown>): Promise<string> {
  try {
    await refused;
    return 'nothing: it was accepted';
  } catch (error) {
    return error instanceof Error ? (('Code' in error && String(error.Code)) || error.name) : String(error);
  }
}
