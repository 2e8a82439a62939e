/** What a function is asked to be, once it was found to be something that Lambda takes. */
import type { CreateFunctionRequest, UpdateFunctionConfigurationRequest } from '@aws-sdk/client-lambda';
import { requirePassRole } from '../access/pass-role';
import type { Call } from '../service';
import { refusals } from './refusals';
import type { Functions } from './room';
import type { Configuration } from './rows';

type Wanted = CreateFunctionRequest | UpdateFunctionConfigurationRequest;

const served: readonly string[] = ['nodejs20.x', 'nodejs22.x', 'nodejs24.x'];
const known = /^(nodejs|python|java|dotnet|ruby|provided|go1)[a-z0-9.]*$/;
const retired = /^nodejs($|[468]\.|1[0-8]\.x|4\.3)/;

/** Members that change what a function is, and that the stand-in does nothing about; as they are by default they are taken. */
const unserved = ['VpcConfig', 'DeadLetterConfig', 'Layers', 'FileSystemConfigs', 'ImageConfig', 'CodeSigningConfigArn', 'DurableConfig', 'CapacityProviderConfig', 'TenancyConfig', 'PublishTo'] as const;

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
const reserved = /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_(DEFAULT_)?REGION|AWS_EXECUTION_ENV|AWS_LAMBDA_(FUNCTION_NAME|FUNCTION_MEMORY_SIZE|FUNCTION_VERSION|INITIALIZATION_TYPE|LOG_GROUP_NAME|LOG_STREAM_NAME|RUNTIME_API)|AWS_ACCESS_KEY(_ID)?|AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|LAMBDA_TASK_ROOT|LAMBDA_RUNTIME_DIR)$/;

export const defaults = { description: '', timeout: 3, memory: 128, architectures: ['x86_64'] } as const;

/** What of a configuration is asked to be otherwise. Throws as Lambda refuses it. */
export function askedConfiguration(functions: Functions, input: Wanted, call: Call): Partial<Configuration> {
  refuseUnserved(input);
  const { Runtime: runtime, Handler: handler, Role: role, Description: description, Timeout: timeout, MemorySize: memory, Environment: environment, KMSKeyArn: keyArn } = input;
  checkRange('timeout', timeout, 1, 900);
  checkRange('memorySize', memory, 128, 10_240);
  if (runtime !== undefined) checkRuntime(runtime);
  if (description !== undefined && description.length > 256) throw refusals.validation('description', description, 'have length less than or equal to 256');
  if (handler !== undefined && !/^\S{1,128}$/.test(handler)) throw refusals.validation('handler', handler, 'satisfy regular expression pattern: [^\\s]+');
  checkVariables(environment?.Variables);
  if (role !== undefined) checkRole(functions, role, call);
  const { keys } = functions.neighbours;
  const key = keyArn === undefined || keyArn === '' ? undefined : keys.use({ caller: call.caller, region: call.region, keyId: keyArn, action: 'kms:Encrypt', via: 'lambda' });
  return {
    ...(runtime !== undefined && { runtime }),
    ...(handler !== undefined && { handler }),
    ...(role !== undefined && { role }),
    ...(description !== undefined && { description }),
    ...(timeout !== undefined && { timeout }),
    ...(memory !== undefined && { memory }),
    ...(environment && { variables: environment.Variables && Object.keys(environment.Variables).length > 0 ? environment.Variables : undefined }),
    ...(keyArn !== undefined && { keyArn: key }),
  };
}

function refuseUnserved(input: Wanted): void {
  const given = new Map<string, unknown>(Object.entries(input));
  for (const name of unserved) {
    const value = given.get(name);
    const isEmpty = value === undefined || (typeof value === 'object' && value !== null && Object.values(value).flat().every((one) => one === undefined || one === ''));
    if (!isEmpty) throw refusals.notServed(`${name} of functions`);
  }
  if ((input.TracingConfig?.Mode ?? 'PassThrough') !== 'PassThrough') throw refusals.notServed('active tracing of functions');
  if ((input.SnapStart?.ApplyOn ?? 'None') !== 'None') throw refusals.notServed('SnapStart');
  if ((input.EphemeralStorage?.Size ?? 512) !== 512) throw refusals.notServed('ephemeral storage of another size than 512');
  const { LogFormat, LogGroup, ApplicationLogLevel, SystemLogLevel } = input.LoggingConfig ?? {};
  if ((LogFormat ?? 'Text') !== 'Text' || LogGroup !== undefined || ApplicationLogLevel !== undefined || SystemLogLevel !== undefined) throw refusals.notServed('LoggingConfig of functions');
  if ('PackageType' in input && (input.PackageType ?? 'Zip') !== 'Zip') throw refusals.notServed('functions from images');
}

function checkRange(member: string, value: number | undefined, least: number, most: number): void {
  if (value === undefined) return;
  if (value < least) throw refusals.validation(member, value, `have value greater than or equal to ${least}`);
  if (value > most) throw refusals.validation(member, value, `have value less than or equal to ${most}`);
}

function checkRuntime(runtime: string): void {
  if (served.includes(runtime)) return;
  if (retired.test(runtime)) {
    throw refusals.invalid(`The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`);
  }
  if (known.test(runtime)) throw refusals.notServed(`the runtime ${runtime}`);
  throw refusals.invalid(`Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${served.join(', ')}] or be a valid ARN`);
}

function checkVariables(variables: Readonly<Record<string, string>> = {}): void {
  const names = Object.keys(variables);
  const taken = names.filter((name) => reserved.test(name));
  if (taken.length > 0) {
    throw refusals.invalid(`Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${taken.join(', ')}`);
  }
  const unfit = names.find((name) => !/^[a-zA-Z]\w+$/.test(name));
  if (unfit !== undefined) throw refusals.validation('environment.variables', unfit, 'satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+');
  const size = Buffer.byteLength(JSON.stringify(variables));
  if (size > 4_096) throw refusals.invalid(`Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${JSON.stringify(variables)}`);
}

function checkRole({ neighbours: { access } }: Functions, role: string, { caller }: Call): void {
  requirePassRole(access, caller, role, 'lambda.amazonaws.com');
  if (role.split(':')[4] !== caller.accountId) throw refusals.invalid('Cross-account pass role is not allowed.');
  if (!access.callerOfRole(role, 'lambda.amazonaws.com')) throw refusals.invalid('The role defined for the function cannot be assumed by Lambda.');
}
