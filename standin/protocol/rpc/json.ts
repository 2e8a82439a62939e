/** AWS JSON 1.0 and 1.1, as KMS, EventBridge and CloudWatch speak it: one path, the operation in a header, JSON both ways. */
import { JsonShapeDeserializer, JsonShapeSerializer } from '@aws-sdk/core/protocols';
import { AwsError } from '../../aws-error';
import { isTarget, type OperationModel, type ServiceModel } from '../model';
import type { AnswerContext, Found, Protocol, RefusalContext } from '../protocol';
import type { WireAnswer, WireRequest } from '../wire';
import { checkInput } from './check-input';
import { errorHeaders } from './error-headers';
import { rpcBody } from './rpc-body';

// 7 is the schema language's number of epoch seconds, the default of JSON bodies.
const settings = { httpBindings: false, jsonName: false, timestampFormat: { useTrait: true, default: 7 } } as const;
const fromJson = new JsonShapeDeserializer(settings);

export const awsJson: Protocol = { find, read, write, refuse };

function find(model: ServiceModel, request: WireRequest): Found {
  const target = request.headers['x-amz-target'] ?? '';
  const dot = target.lastIndexOf('.');
  const operation = isTarget(model.target, target.slice(0, dot)) ? model.operations.get(target.slice(dot + 1)) : undefined;
  if (!operation) throw new AwsError('UnknownOperationException', `The operation ${target || 'that X-Amz-Target should name'} is not one of this service.`);
  return { operation, labels: {} };
}

async function read({ operation }: Found, request: WireRequest): Promise<object> {
  const schema = operation.input;
  if (!schema || schema.isUnitSchema()) return {};
  const text = Buffer.from(await rpcBody(request)).toString('utf8');
  let input: unknown;
  try {
    input = await fromJson.read(schema, text === '' ? '{}' : text);
  } catch {
    throw new AwsError('SerializationException', 'The request body is not JSON of the shape that this operation takes.');
  }
  return checkInput(operation, schema, input);
}

function write(model: ServiceModel, operation: OperationModel, output: object, context: AnswerContext): WireAnswer {
  const headers = { 'x-amzn-requestid': context.requestId, 'content-type': contentType(model), ...context.answer.headers };
  return { status: context.answer.status ?? 200, headers, body: Buffer.from(jsonOf(operation, output)) };
}

function jsonOf({ output: schema }: OperationModel, output: object): string {
  // EventBridge and KMS answer an operation without output with no body at all.
  if (!schema || schema.isUnitSchema()) return '';
  const toJson = new JsonShapeSerializer(settings);
  toJson.write(schema, output);
  return String(toJson.flush());
}

function refuse(error: AwsError, context: RefusalContext): WireAnswer {
  const headers = { 'content-type': contentType(context.model), ...errorHeaders(error, context) };
  return { status: error.status, headers, body: Buffer.from(JSON.stringify({ __type: error.code, message: error.message, ...error.fields })) };
}

function contentType(model: ServiceModel | undefined): string {
  return `application/x-amz-json-${model?.jsonVersion ?? '1.1'}`;
}
