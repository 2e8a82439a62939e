/** Lambda: functions with their versions and aliases, called and changed. */
import * as sdk from '@aws-sdk/client-lambda';
import type { Configuration } from '../../measure/parity';
import { clientConfig, signingByClock } from '../calls/client-config';
import { noneWhen } from '../calls/refusal';
import { handlerName, packageOf } from './function-package';
import type { CallOptions } from '../s3/s3-calls';
import type { Caller } from '../services';
import type { ClientSettings } from '../target';

/** What a function is to be. */
export interface FunctionSettings {
  runtime: string;
  memoryMiB: number;
  timeoutSeconds: number;
  roleArn: string;
  environment: Readonly<Record<string, string>>;
}

/** A version of a function, or what an alias leads to, as AWS describes it. */
export interface FunctionState {
  version: string;
  /** SHA-256 of its package, in base64. */
  codeDigest: string;
  settings: FunctionSettings;
  /** `Active`, once it can be called. */
  state: string;
  /** `InProgress`, `Successful` or `Failed`. */
  lastUpdate: string;
  /** What is compared of it: everything above but the number of the version and its states. */
  configuration: Configuration;
}

/** What a call came to. */
export interface FunctionAnswer {
  /** The version that ran. */
  version: string;
  /** JSON as it came: an answer, or what is said of an error. */
  body: string;
  /** `Unhandled`, where the function threw. */
  error?: string;
}

export class Lambda {
  readonly #client: sdk.LambdaClient;
  readonly #region: string;
  readonly #call: Caller;

  constructor(settings: ClientSettings, call: Caller) {
    this.#client = signingByClock(new sdk.LambdaClient(clientConfig(settings)), settings);
    this.#region = settings.region;
    this.#call = call;
  }

  /** Creates a function of this code, with no version published yet. */
  async create(name: string, code: string, settings: FunctionSettings, tags: Readonly<Record<string, string>>): Promise<void> {
    const { runtime, memoryMiB, timeoutSeconds, roleArn, environment } = settings;
    const input: sdk.CreateFunctionCommandInput = {
      FunctionName: name,
      // The plan's schema lets through Lambda's own words alone.
      Runtime: runtime as sdk.Runtime,
      Role: roleArn,
      Handler: handlerName,
      Code: { ZipFile: packageOf(code) },
      MemorySize: memoryMiB,
      Timeout: timeoutSeconds,
      Environment: { Variables: { ...environment } },
      Tags: { ...tags },
    };
    await this.#ask('CreateFunction', input, () => this.#client.send(new sdk.CreateFunctionCommand(input)));
  }

  /** The state of `$LATEST`, of a version or of what an alias leads to; undefined where there is none. */
  async find(name: string, qualifier = '$LATEST', options: CallOptions = {}): Promise<FunctionState | undefined> {
    const input = { FunctionName: name, Qualifier: qualifier };
    const answer = await noneWhen(gone, this.#ask('GetFunctionConfiguration', input, () => this.#client.send(new sdk.GetFunctionConfigurationCommand(input)), options));
    return answer && stateOf(answer);
  }

  async tags(name: string): Promise<Record<string, string>> {
    const input = { FunctionName: name };
    const answer = await noneWhen(gone, this.#ask('GetFunction', input, () => this.#client.send(new sdk.GetFunctionCommand(input))));
    return answer?.Tags ?? {};
  }

  async updateCode(name: string, code: string): Promise<void> {
    const input = { FunctionName: name, ZipFile: packageOf(code) };
    await this.#ask('UpdateFunctionCode', input, () => this.#client.send(new sdk.UpdateFunctionCodeCommand(input)));
  }

  /** Sets these and no others; the environment as a whole. */
  async updateSettings(name: string, settings: Partial<FunctionSettings>): Promise<void> {
    const { memoryMiB, timeoutSeconds, environment } = settings;
    const input: sdk.UpdateFunctionConfigurationCommandInput = {
      FunctionName: name,
      ...(memoryMiB !== undefined && { MemorySize: memoryMiB }),
      ...(timeoutSeconds !== undefined && { Timeout: timeoutSeconds }),
      ...(environment && { Environment: { Variables: { ...environment } } }),
    };
    await this.#ask('UpdateFunctionConfiguration', input, () => this.#client.send(new sdk.UpdateFunctionConfigurationCommand(input)));
  }

  /** Publishes `$LATEST` and answers the version's number; where nothing has changed since the last one, that one's. */
  async publish(name: string): Promise<string> {
    const input = { FunctionName: name };
    const { Version } = await this.#ask('PublishVersion', input, () => this.#client.send(new sdk.PublishVersionCommand(input)));
    return Version ?? '';
  }

  /** False when there was none. */
  async deleteVersion(name: string, version: string): Promise<boolean> {
    const input = { FunctionName: name, Qualifier: version };
    return (await noneWhen(gone, this.#ask('DeleteFunction', input, () => this.#client.send(new sdk.DeleteFunctionCommand(input))))) !== undefined;
  }

  async createAlias(name: string, alias: string, version: string): Promise<void> {
    const input = { FunctionName: name, Name: alias, FunctionVersion: version };
    await this.#ask('CreateAlias', input, () => this.#client.send(new sdk.CreateAliasCommand(input)));
  }

  async pointAlias(name: string, alias: string, version: string): Promise<void> {
    const input = { FunctionName: name, Name: alias, FunctionVersion: version };
    await this.#ask('UpdateAlias', input, () => this.#client.send(new sdk.UpdateAliasCommand(input)));
  }

  /** The version that an alias leads to, where it leads to one alone; undefined where there is no such alias. */
  async aliasOf(name: string, alias: string): Promise<string | undefined> {
    const input = { FunctionName: name, Name: alias };
    const answer = await noneWhen(gone, this.#ask('GetAlias', input, () => this.#client.send(new sdk.GetAliasCommand(input))));
    if (!answer) return undefined;
    const others = Object.entries(answer.RoutingConfig?.AdditionalVersionWeights ?? {}).map(([version, weight]) => `${version} (${weight})`);
    return [answer.FunctionVersion ?? '', ...others].join(' and ');
  }

  /** Calls a version, or what an alias leads to, and waits for its answer. An error of the function's is an answer. */
  async invoke(name: string, qualifier: string, event: object, options: CallOptions = {}): Promise<FunctionAnswer> {
    const input = { FunctionName: name, Qualifier: qualifier, Payload: Buffer.from(JSON.stringify(event)) };
    const answer = await this.#ask('Invoke', input, () => this.#client.send(new sdk.InvokeCommand(input)), options);
    const body = Buffer.from(answer.Payload ?? []).toString('utf8');
    return { version: answer.ExecutedVersion ?? '', body, ...(answer.FunctionError && { error: answer.FunctionError }) };
  }

  /** Deletes a function with its versions and aliases. False when there was none. */
  async delete(name: string): Promise<boolean> {
    const input = { FunctionName: name };
    return (await noneWhen(gone, this.#ask('DeleteFunction', input, () => this.#client.send(new sdk.DeleteFunctionCommand(input))))) !== undefined;
  }

  #ask<Output>(operation: string, input: object, send: () => Promise<Output>, { recorded }: CallOptions = {}): Promise<Output> {
    return this.#call({ service: 'lambda', operation, region: this.#region, input, send, recorded });
  }
}

const gone = ['ResourceNotFoundException'];

function stateOf(said: sdk.FunctionConfiguration): FunctionState {
  const settings: FunctionSettings = {
    runtime: said.Runtime ?? '',
    memoryMiB: said.MemorySize ?? 0,
    timeoutSeconds: said.Timeout ?? 0,
    roleArn: said.Role ?? '',
    environment: said.Environment?.Variables ?? {},
  };
  const codeDigest = said.CodeSha256 ?? '';
  return {
    version: said.Version ?? '',
    codeDigest,
    settings,
    state: said.State ?? '',
    lastUpdate: said.LastUpdateStatus ?? '',
    configuration: { code: codeDigest, handler: said.Handler ?? '', ...settings },
  };
}
