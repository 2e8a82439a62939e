/** For tests: a stand-in, and SDK clients of it for whoever has credentials. */
import { IAM } from '@aws-sdk/client-iam';
import { S3 } from '@aws-sdk/client-s3';
import { type Credentials, STS } from '@aws-sdk/client-sts';
import { type Standin, startStandin } from '../index';

export interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export interface Clients {
  iam: IAM;
  sts: STS;
  s3: S3;
}

/** The SDK remarks on refused streams, which here are meant to be refused. */
const quiet = { trace: () => undefined, debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

export class IamUnderTest implements AsyncDisposable {
  /** The root of account 123456789012. */
  readonly root: Clients;

  private constructor(
    readonly standin: Standin,
    /** What the stand-in could not answer; empty unless something is broken. */
    readonly faults: unknown[],
  ) {
    this.root = this.clientsOf(rootOf('muster'));
  }

  static async start(options: { directory?: string } = {}): Promise<IamUnderTest> {
    const faults: unknown[] = [];
    const standin = await startStandin({ ...options, onFault: (error) => void faults.push(error) });
    return new IamUnderTest(standin, faults);
  }

  clientsOf(credentials: Keys, region = 'us-east-1'): Clients {
    const { clock, requestHandler } = this.standin;
    const configuration = { region, credentials, requestHandler, maxAttempts: 1, logger: quiet };
    const clients = { iam: new IAM(configuration), sts: new STS(configuration), s3: new S3(configuration) };
    // Signatures are dated by the stand-in's clock, as it moves; the SDK would set what it guesses from answers.
    const offset = { get: () => clock.now().epochMilliseconds - Date.now(), set: () => undefined };
    for (const client of Object.values(clients)) Object.defineProperty(client.config, 'systemClockOffset', offset);
    return clients;
  }

  /** Makes a user with an inline policy, if one is given, and a key. */
  async user(name: string, policy?: object): Promise<Keys> {
    await this.root.iam.createUser({ UserName: name });
    if (policy) await this.root.iam.putUserPolicy({ UserName: name, PolicyName: 'own', PolicyDocument: JSON.stringify(policy) });
    const { AccessKey: { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = {} } = await this.root.iam.createAccessKey({ UserName: name });
    return { accessKeyId, secretAccessKey };
  }

  /** Makes a role that trusts a principal, and gives its ARN. */
  async role(name: string, principal: object, policy?: object): Promise<string> {
    const trust = allow('sts:AssumeRole', undefined, { Principal: principal });
    const { Role: { Arn: arn = '' } = {} } = await this.root.iam.createRole({ RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) });
    if (policy) await this.root.iam.putRolePolicy({ RoleName: name, PolicyName: 'own', PolicyDocument: JSON.stringify(policy) });
    return arn;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.standin.close();
  }
}

/** The root key of an account, or of the first one where the key is no account's number. */
export function rootOf(key: string): Keys {
  return { accessKeyId: key, secretAccessKey: key };
}

export function keysOf(credentials: Credentials | undefined): Keys {
  return { accessKeyId: credentials?.AccessKeyId ?? '', secretAccessKey: credentials?.SecretAccessKey ?? '', sessionToken: credentials?.SessionToken };
}

/** A policy of one statement. */
export function allow(action: string | string[], resource: string | string[] | undefined, more: object = {}): object {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, ...(resource === undefined ? {} : { Resource: resource }), ...more }] };
}
