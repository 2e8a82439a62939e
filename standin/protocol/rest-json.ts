/** REST with JSON bodies, as AWS Backup and FIS speak it. */
import { JsonShapeDeserializer, JsonShapeSerializer } from '@aws-sdk/core/protocols';
import { AwsError } from '../aws-error';
import { readBindings, writeHeaders } from './http-bindings';
import { bindingsOf } from './members';
import type { OperationModel, ServiceModel } from './model';
import type { AnswerContext, Found, Protocol, RefusalContext } from './protocol';
import { findByPath } from './rest-route';
import { readUnshaped, writeUnshaped } from './unshaped';
import { collect, pieces, type WireAnswer, type WireRequest } from './wire';

// 7 is the schema language's number of epoch seconds, the default of JSON bodies.
const settings = { httpBindings: true, jsonName: true, timestampFormat: { useTrait: true, default: 7 } } as const;
const fromJson = new JsonShapeDeserializer(settings);

export const restJson: Protocol = { find, read, write, refuse };

function find(model: ServiceModel, request: WireRequest): Found {
  const found = findByPath(model, request);
  if (!found) throw new AwsError('UnknownOperationException', `There is no operation at ${request.method} ${request.path}.`, { status: 404 });
  return found;
}

async function read(found: Found, request: WireRequest): Promise<object> {
  const schema = found.operation.input;
  if (!schema) return readUnshaped(found, request);
  if (schema.isUnitSchema()) return {};
  const input = readBindings(schema, found, request);
  const { payload, body } = bindingsOf(schema);
  if (payload?.schema.isBlobSchema()) input[payload.name] = payload.schema.isStreaming() ? pieces(request.body) : await collect(request.body);
  else if (payload || body.length > 0) {
    const bytes = await collect(request.body);
    if (bytes.length === 0) return input;
    const value = await parse(payload?.schema ?? schema, bytes);
    if (payload) input[payload.name] = value;
    else for (const { name } of body) if (value[name] !== undefined) input[name] = value[name];
  }
  return input;
}

async function parse(schema: NonNullable<OperationModel['input']>, bytes: Uint8Array): Promise<Record<string, unknown>> {
  try {
    return (await fromJson.read(schema, Buffer.from(bytes).toString('utf8'))) as Record<string, unknown>;
  } catch {
    throw new AwsError('SerializationException', 'The request body is not JSON of the shape that this operation takes.');
  }
}

function write(_model: ServiceModel, operation: OperationModel, output: object, context: AnswerContext): WireAnswer {
  const status = context.answer.status ?? operation.route?.status ?? 200;
  const headers: Record<string, string> = { 'x-amzn-requestid': context.requestId, ...context.answer.headers };
  const schema = operation.output;
  if (!schema) return { status, headers: { 'content-type': 'application/json', ...headers }, body: writeUnshaped(output) };
  if (schema.isUnitSchema()) return { status, headers };
  const value = output as Record<string, unknown>;
  Object.assign(headers, writeHeaders(schema, value));
  const { payload, body } = bindingsOf(schema);
  // A handler gives a blob as bytes or as a Readable: what `operation` in service.ts asks of it.
  if (payload?.schema.isBlobSchema()) return { status, headers, body: value[payload.name] as WireAnswer['body'] };
  if (!payload && body.length === 0) return { status, headers };
  const written = payload ? value[payload.name] : Object.fromEntries(body.map(({ name }) => [name, value[name]]));
  const toJson = new JsonShapeSerializer(settings);
  toJson.write(payload?.schema ?? schema, written);
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: Buffer.from(String(toJson.flush())) };
}

function refuse(error: AwsError, context: RefusalContext): WireAnswer {
  const type = error.status < 500 ? 'Sender' : 'Receiver';
  // Clients of a service that is not known here read the code from __type, those of Backup and FIS from the header.
  const unknown = context.model ? {} : { __type: error.code };
  // Backup's model has Code, Message and Type in the body, FIS's only a message in lower case.
  const body = context.model?.name === 'fis' ? { message: error.message } : { Code: error.code, Message: error.message, Type: type };
  const headers = { 'x-amzn-requestid': context.requestId, 'x-amzn-errortype': error.code, 'content-type': 'application/json', ...error.headers };
  return { status: error.status, headers, body: Buffer.from(JSON.stringify({ ...unknown, ...body, ...error.fields })) };
}
