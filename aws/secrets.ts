/** Secrets Manager: passwords that are drawn, kept and read there, and stay out of every record. */
import { createHash } from 'node:crypto';
import * as sdk from '@aws-sdk/client-secrets-manager';
import { clientConfig, signingByClock } from './calls/client-config';
import { noneWhen } from './calls/refusal';
import type { Caller } from './services';
import type { ClientSettings } from './target';

/** Where a password is kept. */
export interface SecretPlace {
  region: string;
  /** Called so, a member passes the redactor, which knows a name from a secret. */
  secretName: string;
}

/** A password to be kept, in the shape that RDS gives its own. */
export interface Credentials {
  username: string;
  password: string;
}

/** RDS takes no `/`, `@`, `"` or blank in a password; letters and digits need no quoting anywhere. */
const drawn = { PasswordLength: 32, ExcludePunctuation: true };

export class Secrets {
  readonly #client: sdk.SecretsManagerClient;
  readonly #region: string;
  readonly #call: Caller;
  readonly #keepSecret: (secret: string) => void;
  /** Each is read once: the drill's own databases keep theirs as long as they live. */
  readonly #passwords = new Map<string, Promise<string>>();

  /** `keepSecret` hears of each secret before anybody else does. */
  constructor(settings: ClientSettings, call: Caller, keepSecret: (secret: string) => void) {
    this.#client = signingByClock(new sdk.SecretsManagerClient(clientConfig(settings)), settings);
    this.#region = settings.region;
    this.#call = call;
    this.#keepSecret = keepSecret;
  }

  async randomPassword(): Promise<string> {
    const { RandomPassword: password = '' } = await this.#ask('GetRandomPassword', drawn, () => this.#client.send(new sdk.GetRandomPasswordCommand(drawn)));
    this.#keepSecret(password);
    return password;
  }

  /** Makes a secret, with copies in other regions, which follow a little later. */
  async create(name: string, credentials: Credentials, { describes, copies, tags }: { describes: string; copies: readonly string[]; tags: Readonly<Record<string, string>> }): Promise<void> {
    const input: sdk.CreateSecretCommandInput = {
      Name: name,
      Description: describes,
      // Made twice it is made once; the SDK would draw a token of its own, another one on each machine.
      ClientRequestToken: createHash('sha256').update(name).digest('hex'),
      SecretString: JSON.stringify(credentials),
      ...(copies.length > 0 && { AddReplicaRegions: copies.map((Region) => ({ Region })) }),
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    };
    await this.#ask('CreateSecret', input, () => this.#client.send(new sdk.CreateSecretCommand(input)));
  }

  /** How the copies of a secret stand: `InSync`, `InProgress` or `Failed` by region; undefined where there is no such secret. */
  async copies(name: string): Promise<Readonly<Record<string, string>> | undefined> {
    const input = { SecretId: name };
    const found = await noneWhen(['ResourceNotFoundException'], this.#ask('DescribeSecret', input, () => this.#client.send(new sdk.DescribeSecretCommand(input))));
    return found && Object.fromEntries((found.ReplicationStatus ?? []).map(({ Region = '', Status = '' }) => [Region, Status]));
  }

  /** The password that a secret holds. Throws AwsRefusal. */
  password(name: string): Promise<string> {
    const known = this.#passwords.get(name);
    if (known) return known;
    const read = this.#read(name);
    this.#passwords.set(name, read);
    // What could not be read may be readable later.
    void read.catch(() => this.#passwords.delete(name));
    return read;
  }

  /** Deletes a secret for good, with its copies. False when there was none. */
  async delete(name: string): Promise<boolean> {
    const copies = await this.copies(name);
    if (!copies) return false;
    this.#passwords.delete(name);
    if (Object.keys(copies).length > 0) {
      const input = { SecretId: name, RemoveReplicaRegions: Object.keys(copies) };
      await this.#ask('RemoveRegionsFromReplication', input, () => this.#client.send(new sdk.RemoveRegionsFromReplicationCommand(input)));
    }
    const input = { SecretId: name, ForceDeleteWithoutRecovery: true };
    await this.#ask('DeleteSecret', input, () => this.#client.send(new sdk.DeleteSecretCommand(input)));
    return true;
  }

  async #read(name: string): Promise<string> {
    const input = { SecretId: name };
    const { SecretString: text = '' } = await this.#ask('GetSecretValue', input, () => this.#client.send(new sdk.GetSecretValueCommand(input)));
    const password = passwordIn(text);
    if (password === undefined) throw new Error(`the secret ${name} holds no password`);
    this.#keepSecret(password);
    return password;
  }

  #ask<Output>(operation: string, input: object, send: () => Promise<Output>): Promise<Output> {
    return this.#call({ service: 'secretsmanager', operation, region: this.#region, input, send });
  }
}

/** Says nothing of what is wrong with a text: it may be a secret all the same. */
function passwordIn(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'password' in value && typeof value.password === 'string' ? value.password : undefined;
  } catch {
    return undefined;
  }
}
