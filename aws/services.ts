/** Everything a drill can ask of its target, with one way in: services by region, and databases by SQL. */
import type { Clock } from '../time/clock';
import { type CallRecorder, makeCall, type Request } from './call';
import { Identity } from './identity';
import { Rds } from './rds';
import { S3 } from './s3';
import { type DatabaseLogin, Sql } from './sql';
import type { Target } from './target';

/** Makes a call on the drill's clock and on its record. */
export type Caller = <Output>(request: Request<Output>) => Promise<Output>;

export class Services {
  readonly clock: Clock;
  readonly #target: Target;
  readonly #record: CallRecorder;
  readonly #call: Caller;
  readonly #rds = new Map<string, Rds>();
  readonly #s3 = new Map<string, S3>();

  constructor(target: Target, record: CallRecorder, signal?: AbortSignal) {
    this.#target = target;
    this.clock = target.clock;
    this.#record = record;
    this.#call = (request) => makeCall(target.clock, record, request, signal);
  }

  rds(region: string): Rds {
    return kept(this.#rds, region, () => new Rds(this.#target.clientSettings(region), this.#call));
  }

  s3(region: string): S3 {
    return kept(this.#s3, region, () => new S3(this.#target.clientSettings(region), this.#call));
  }

  identity(region: string): Identity {
    return new Identity(this.#target.clientSettings(region), this.#call);
  }

  /** A way to a database; it connects at the first query, and again after a connection was lost. */
  sql(login: DatabaseLogin): Sql {
    return new Sql(this.clock, (host, port) => this.#target.resolve(host, port), this.#record, login);
  }
}

function kept<T>(made: Map<string, T>, key: string, make: () => T): T {
  const existing = made.get(key);
  if (existing) return existing;
  const fresh = make();
  made.set(key, fresh);
  return fresh;
}
