/** Invoke. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
import type { InvocationRequest, InvocationResponse } from '@aws-sdk/client-lambda';
import { isJson } from '../../is-json';
import { operation, type Handler } from '../../service';
import { arnOf, type Asked, askedFunction } from '../names';
import { refusals } from '../refusals';
import type { Functions } from '../room';
import type { FunctionRow, Version } from '../rows';

const [mostSync, mostAsync] = [6_291_456, 1_048_576];

export function invoke(functions: Functions): Handler {
  return operation<InvocationRequest, InvocationResponse>(async (input, call) => {
    const asked = askedFunction(call, input.FunctionName, input.Qualifier);
    const type = input.InvocationType ?? 'RequestResponse';
    if (!['RequestResponse', 'Event', 'DryRun'].includes(type)) throw refusals.validation('invocationType', type, 'satisfy enum value set: [Event, RequestResponse, DryRun]');
    const payload = Buffer.from(input.Payload ?? new Uint8Array());
    const most = type === 'Event' ? mostAsync : mostSync;
    if (payload.length > most) throw refusals.tooLarge(most);
    const event = payload.length === 0 ? '{}' : payload.toString('utf8');
    if (!isJson(event)) throw refusals.notJson();
    const { row, version } = routed(functions, asked, call.requestId);
    if (version.state === 'Pending') throw refusals.conflict('The operation cannot be performed at this time. The function is currently in the following state: Pending');
    if (type === 'DryRun') {
      call.answer.status = 204;
      return {};
    }
    if (type === 'Event') {
      functions.events.leave({ arn: arnOf(asked), event, requestId: call.requestId });
      call.answer.status = 202;
      return {};
    }
    const context = contextOf(input.ClientContext);
    const outcome = await functions.runs.run({ row, version, arn: arnOf(asked), requestId: call.requestId, event, ...(context && { clientContext: context }) });
    const tail = Buffer.from(outcome.log).subarray(-4_096).toString('base64');
    return {
      ...(outcome.failed && { FunctionError: 'Unhandled' }),
      ...(input.LogType === 'Tail' && { LogResult: tail }),
      ExecutedVersion: outcome.executedVersion,
      // eslint-disable-next-line no-restricted-syntax -- the client's type has methods for text beside the bytes, which nobody needs here.
      Payload: Buffer.from(outcome.payload) as unknown as InvocationResponse['Payload'],
    };
  });
}

/** The version that answers: an alias may send a share of invocations to another one. */
export function routed(functions: Functions, asked: Asked, requestId: string): { row: FunctionRow; version: Version } {
  const row = functions.require(asked);
  const alias = asked.qualifier === undefined ? undefined : functions.alias(row.arn, asked.qualifier);
  if (!alias) return { row, version: functions.versionOf(asked) };
  let drawn = functions.world.chance.fraction('lambda', 'route', arnOf(asked), requestId);
  const other = Object.entries(alias.weights).find(([, weight]) => (drawn -= weight) < 0);
  return { row, version: functions.versionOf({ ...asked, qualifier: other?.[0] ?? alias.version }) };
}

function contextOf(text: string | undefined): object | undefined {
  if (text === undefined) return undefined;
  try {
    const context: unknown = JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
    if (typeof context === 'object' && context !== null) return context;
  } catch {
    // What cannot be read is refused below, like what is no object.
  }
  throw refusals.notJson();
}
