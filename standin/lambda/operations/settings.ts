/** What is set beside a function: reserved concurrency, what becomes of events; and the account's limits. */
import type {
  FunctionEventInvokeConfig,
  GetAccountSettingsResponse,
  GetFunctionConcurrencyRequest,
  GetFunctionConcurrencyResponse,
  GetFunctionEventInvokeConfigRequest,
  PutFunctionConcurrencyRequest,
  PutFunctionEventInvokeConfigRequest,
} from '@aws-sdk/client-lambda';
import { type Call, type Operations, operation } from '../../service';
import { type Whereabouts, whereOf } from '../../whereabouts';
import { arnOf, askedFunction } from '../names';
import { refusals } from '../refusals';
import type { Functions } from '../room';
import type { EventConfig } from '../rows';
import { configKey } from '../running/waiting-event';
import { concurrency } from '../running/run';

/** What has to be left for functions that reserve nothing. */
const unreserved = 100;

export function settingOperations(functions: Functions): Operations {
  return {
    PutFunctionConcurrency: operation<PutFunctionConcurrencyRequest, GetFunctionConcurrencyResponse>(async (input, call) => {
      const row = functions.require(askedFunction(call, input.FunctionName));
      const reserved = input.ReservedConcurrentExecutions ?? 0;
      if (reserved < 0) throw refusals.validation('reservedConcurrentExecutions', reserved, 'have value greater than or equal to 0');
      if (concurrency - reservedIn(functions, row, row.arn) - reserved < unreserved) {
        throw refusals.invalid(`Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${unreserved}].`);
      }
      functions.rows.put(row.arn, { ...row, reserved });
      return { ReservedConcurrentExecutions: reserved };
    }),
    GetFunctionConcurrency: operation<GetFunctionConcurrencyRequest, GetFunctionConcurrencyResponse>(async (input, call) => {
      const { reserved } = functions.require(askedFunction(call, input.FunctionName));
      return reserved === undefined ? {} : { ReservedConcurrentExecutions: reserved };
    }),
    DeleteFunctionConcurrency: operation<GetFunctionConcurrencyRequest, object>(async (input, call) => {
      const { reserved: _none, ...row } = functions.require(askedFunction(call, input.FunctionName));
      functions.rows.put(row.arn, row);
      call.answer.status = 204;
      return {};
    }),
    PutFunctionEventInvokeConfig: operation<PutFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig>(async (input, call) => {
      const arn = configured(functions, call, input);
      return eventAnswer(arn, functions.eventConfigs.put(arn, checkedEvents(functions, input)));
    }),
    GetFunctionEventInvokeConfig: operation<GetFunctionEventInvokeConfigRequest, FunctionEventInvokeConfig>(async (input, call) => {
      const arn = configured(functions, call, input);
      return eventAnswer(arn, existing(functions, arn));
    }),
    DeleteFunctionEventInvokeConfig: operation<GetFunctionEventInvokeConfigRequest, object>(async (input, call) => {
      const arn = configured(functions, call, input);
      existing(functions, arn);
      functions.eventConfigs.delete(arn);
      call.answer.status = 204;
      return {};
    }),
    GetAccountSettings: operation<object, GetAccountSettingsResponse>(async (_input, call) => {
      const where = whereOf(call);
      const sizes = functions.of(where).flatMap(({ arn }) => functions.versionsOf(arn).map(({ configuration }) => configuration.codeSize));
      return {
        AccountLimit: {
          TotalCodeSize: 80_530_636_800,
          CodeSizeUnzipped: 262_144_000,
          CodeSizeZipped: 52_428_800,
          ConcurrentExecutions: concurrency,
          UnreservedConcurrentExecutions: concurrency - reservedIn(functions, where),
        },
        AccountUsage: { TotalCodeSize: sizes.reduce((sum, size) => sum + size, 0), FunctionCount: functions.of(where).length },
      };
    }),
  };
}

function reservedIn(functions: Functions, where: Whereabouts, except?: string): number {
  return functions.of(where).reduce((sum, { arn, reserved = 0 }) => sum + (arn === except ? 0 : reserved), 0);
}

function configured(functions: Functions, call: Call, { FunctionName, Qualifier }: GetFunctionEventInvokeConfigRequest): string {
  const asked = askedFunction(call, FunctionName, Qualifier);
  functions.versionOf(asked);
  return configKey(arnOf(asked));
}

function existing(functions: Functions, arn: string): EventConfig {
  const config = functions.eventConfigs.get(arn);
  if (!config) throw refusals.notFound(`The function ${arn} doesn't have an EventInvokeConfig`);
  return config;
}

function checkedEvents({ world }: Functions, input: PutFunctionEventInvokeConfigRequest): EventConfig {
  const { MaximumRetryAttempts: retries, MaximumEventAgeInSeconds: age, DestinationConfig: to } = input;
  if (retries === undefined && age === undefined && to === undefined) throw refusals.invalid('You must specify at least one of error handling or destination setting.');
  if (retries !== undefined && (retries < 0 || retries > 2)) throw refusals.validation('maximumRetryAttempts', retries, 'have value less than or equal to 2');
  if (age !== undefined && (age < 60 || age > 21_600)) throw refusals.validation('maximumEventAgeInSeconds', age, 'have value between 60 and 21600');
  const [onSuccess, onFailure] = [to?.OnSuccess?.Destination, to?.OnFailure?.Destination].map((arn) => (arn === '' ? undefined : arn));
  for (const arn of [onSuccess, onFailure]) {
    if (arn !== undefined && !/^arn:aws:(sns|events):/.test(arn)) throw refusals.notServed('other destinations of events than SNS topics and event buses');
  }
  return { modified: world.clock.now(), ...(retries !== undefined && { retries }), ...(age !== undefined && { age }), ...(onSuccess !== undefined && { onSuccess }), ...(onFailure !== undefined && { onFailure }) };
}

function eventAnswer(arn: string, { retries, age, onSuccess, onFailure, modified }: EventConfig): FunctionEventInvokeConfig {
  return {
    FunctionArn: arn,
    LastModified: modified.toDate(),
    ...(retries !== undefined && { MaximumRetryAttempts: retries }),
    ...(age !== undefined && { MaximumEventAgeInSeconds: age }),
    DestinationConfig: { OnSuccess: { ...(onSuccess !== undefined && { Destination: onSuccess }) }, OnFailure: { ...(onFailure !== undefined && { Destination: onFailure }) } },
  };
}
