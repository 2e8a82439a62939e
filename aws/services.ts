/** Everything a drill can ask of its target, with one way in: services by region, and databases by SQL. */
import type { Clock } from '../time/clock';
import { type CallRecorder, makeCall, type Request } from './calls/call';
import { Alarms } from './alarms';
import { Backup } from './backup';
import { CloudTrail } from './cloudtrail';
import { Dns } from './dns';
import { Fis } from './fis';
import { Identity } from './identity';
import { Inventory } from './inventory/inventory';
import { Lambda } from './lambda/lambda';
import { Network } from './network';
import { ObjectStates } from './s3/object-states';
import { Rds } from './rds';
import { Roles } from './roles';
import { S3 } from './s3/s3';
import { S3Calls } from './s3/s3-calls';
import { S3Settings } from './s3/s3-settings';
import { Secrets } from './secrets';
import { SecurityGroups } from './servers/groups';
import { Http } from './servers/http';
import { Instances } from './servers/instances';
import { Volumes } from './servers/volumes';
import { type DatabaseLogin, Sql } from './sql';
import type { Address, Target } from './target';

/** Makes a call on the drill's clock and on its record. */
export type Caller = <Output>(request: Request<Output>) => Promise<Output>;

export class Services {
  readonly clock: Clock;
  readonly #target: Target;
  readonly #record: CallRecorder;
  readonly #keepSecret: (secret: string) => void;
  readonly #call: Caller;
  readonly #rds = new Map<string, Rds>();
  readonly #s3 = new Map<string, S3>();
  readonly #s3Settings = new Map<string, S3Settings>();
  readonly #objectStates = new Map<string, ObjectStates>();
  readonly #callsOfS3 = new Map<string, S3Calls>();
  readonly #alarms = new Map<string, Alarms>();
  readonly #backup = new Map<string, Backup>();
  readonly #cloudTrails = new Map<string, CloudTrail>();
  readonly #dns = new Map<string, Dns>();
  readonly #fis = new Map<string, Fis>();
  readonly #instances = new Map<string, Instances>();
  readonly #inventories = new Map<string, Inventory>();
  readonly #lambdas = new Map<string, Lambda>();
  readonly #networks = new Map<string, Network>();
  readonly #roles = new Map<string, Roles>();
  readonly #secrets = new Map<string, Secrets>();
  readonly #securityGroups = new Map<string, SecurityGroups>();
  readonly #volumes = new Map<string, Volumes>();

  /** `keepSecret` hears of each secret that is read, so that it stays out of the record from then on. */
  constructor(target: Target, record: CallRecorder, keepSecret: (secret: string) => void, signal?: AbortSignal) {
    this.#target = target;
    this.clock = target.clock;
    this.#record = record;
    this.#keepSecret = keepSecret;
    this.#call = (request) => makeCall(target.clock, record, request, signal);
  }

  rds(region: string): Rds {
    return kept(this.#rds, region, () => new Rds(this.#target.clientSettings(region), this.#call));
  }

  s3(region: string): S3 {
    return kept(this.#s3, region, () => new S3(this.#s3Calls(region)));
  }

  s3Settings(region: string): S3Settings {
    return kept(this.#s3Settings, region, () => new S3Settings(this.#s3Calls(region)));
  }

  objectStates(region: string): ObjectStates {
    return kept(this.#objectStates, region, () => new ObjectStates(this.#s3Calls(region)));
  }

  alarms(region: string): Alarms {
    return kept(this.#alarms, region, () => new Alarms(this.#target.clientSettings(region), this.#call));
  }

  backup(region: string): Backup {
    return kept(this.#backup, region, () => new Backup(this.#target.clientSettings(region), this.#call));
  }

  /** Route 53 is the same from every region; the calls are signed for this one. */
  dns(region: string): Dns {
    return kept(this.#dns, region, () => new Dns(this.#target.clientSettings(region), this.#call));
  }

  inventory(region: string): Inventory {
    return kept(this.#inventories, region, () => new Inventory(this.#target.clientSettings(region), this.#call));
  }

  lambda(region: string): Lambda {
    return kept(this.#lambdas, region, () => new Lambda(this.#target.clientSettings(region), this.#call));
  }

  network(region: string): Network {
    return kept(this.#networks, region, () => new Network(this.#target.clientSettings(region), this.#call));
  }

  fis(region: string): Fis {
    return kept(this.#fis, region, () => new Fis(this.#target.clientSettings(region), this.#call));
  }

  cloudTrail(region: string): CloudTrail {
    return kept(this.#cloudTrails, region, () => new CloudTrail(this.#target.clientSettings(region), this.#call));
  }

  /** IAM is the same from every region; the calls are signed for this one. */
  roles(region: string): Roles {
    return kept(this.#roles, region, () => new Roles(this.#target.clientSettings(region), this.#call));
  }

  secrets(region: string): Secrets {
    return kept(this.#secrets, region, () => new Secrets(this.#target.clientSettings(region), this.#call, this.#keepSecret));
  }

  instances(region: string): Instances {
    return kept(this.#instances, region, () => new Instances(this.#target.clientSettings(region), this.#call));
  }

  volumes(region: string): Volumes {
    return kept(this.#volumes, region, () => new Volumes(this.#target.clientSettings(region), this.#call));
  }

  securityGroups(region: string): SecurityGroups {
    return kept(this.#securityGroups, region, () => new SecurityGroups(this.#target.clientSettings(region), this.#call));
  }

  /** A way to a server, which is asked for its name and port at each request. */
  http(server: () => Address): Http {
    return new Http(this.clock, (host, port) => this.#target.resolve(host, port), this.#record, server);
  }

  identity(region: string): Identity {
    return new Identity(this.#target.clientSettings(region), this.#call);
  }

  #s3Calls(region: string): S3Calls {
    return kept(this.#callsOfS3, region, () => new S3Calls(this.#target.clientSettings(region), this.#call));
  }

  /** A way to a database; it connects at the first query, and again after a connection was lost. A login that can change is asked for each time. */
  sql(login: DatabaseLogin | (() => DatabaseLogin)): Sql {
    const current = typeof login === 'function' ? login : () => login;
    return new Sql(this.clock, (host, port) => this.#target.resolve(host, port), this.#record, current, ({ region, secretName }) => this.secrets(region).password(secretName));
  }
}

function kept<T>(made: Map<string, T>, key: string, make: () => T): T {
  const existing = made.get(key);
  if (existing) return existing;
  const fresh = make();
  made.set(key, fresh);
  return fresh;
}
