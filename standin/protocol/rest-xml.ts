/** REST with XML bodies, as S3 speaks it. */
import { XmlShapeDeserializer } from '@aws-sdk/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../aws-error';
import { readBindings, writeHeaders } from './http-bindings';
import { interleavedItems } from './interleaved';
import { bindingsOf } from './members';
import type { OperationModel, ServiceModel } from './model';
import type { AnswerContext, Found, Protocol, RefusalContext } from './protocol';
import { closest } from './rest-route';
import { checkDirected, notAllowedHere } from './s3/misdirected';
import { addressOf, type S3Address } from './s3-address';
import { wellFormedXml } from './xml/well-formed-xml';
import { collect, type WireAnswer, type WireRequest } from './wire';
import { namespaceOf } from './xml/xml-plan';
import { element, escapeXml, textElement, xmlDeclaration } from './xml/xml-text';
import { writeInterleaved, writeMembers } from './xml/xml-writer';

const fromXml = new XmlShapeDeserializer({
  httpBindings: true,
  timestampFormat: { useTrait: true, default: 5 },
  xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
  serviceNamespace: 'com.amazonaws.s3',
});

export const restXml: Protocol = { find, read, write, refuse };

function find(model: ServiceModel, request: WireRequest): Found {
  const address = addressOf(request);
  if (model.name === 's3') checkDirected(address, request);
  const operation = closest(operationsAt(model, address, request.method), request);
  if (!operation) throw notAllowedHere(request.method, address.key !== undefined ? 'OBJECT' : address.bucket !== undefined ? 'BUCKET' : 'SERVICE');
  const labels: Record<string, string> = {};
  if (address.bucket !== undefined) labels.Bucket = address.bucket;
  if (address.key !== undefined) labels.Key = address.key;
  return { operation, labels };
}

type Level = 'service' | 'bucket' | 'key';
/** By method, for each level. */
type Known = Record<Level, Map<string, OperationModel[]>>;
const levels = new WeakMap<ServiceModel, Known>();

/** S3's paths do not say whether they mean the service, a bucket or a key: its inputs' labels do. */
function operationsAt(model: ServiceModel, { bucket, key }: S3Address, method: string): readonly OperationModel[] {
  let known = levels.get(model);
  if (!known) {
    known = { service: new Map(), bucket: new Map(), key: new Map() };
    for (const operation of model.operations.values()) {
      const labels = operation.input && !operation.input.isUnitSchema() ? bindingsOf(operation.input).labels.map(({ name }) => name) : [];
      const level = known[labels.includes('Key') ? 'key' : labels.includes('Bucket') ? 'bucket' : 'service'];
      const route = operation.route?.method ?? '';
      level.set(route, [...(level.get(route) ?? []), operation]);
    }
    levels.set(model, known);
  }
  return known[key !== undefined ? 'key' : bucket !== undefined ? 'bucket' : 'service'].get(method) ?? [];
}

async function read(found: Found, request: WireRequest): Promise<object> {
  const schema = found.operation.input;
  if (!schema || schema.isUnitSchema()) return {};
  const input = readBindings(schema, found, request);
  const { payload, body } = bindingsOf(schema);
  if (payload?.schema.isStreaming() && payload.schema.isBlobSchema()) input[payload.name] = request.body;
  else if (payload) {
    const bytes = await collect(request.body);
    if (bytes.length > 0) input[payload.name] = readPayload(payload.schema, bytes);
  } else if (body.length > 0) {
    const bytes = await collect(request.body);
    const all = bytes.length > 0 ? (parse(schema, bytes) as Record<string, unknown>) : {};
    for (const { name } of body) if (all[name] !== undefined) input[name] = all[name];
  }
  return input;
}

function readPayload(schema: NormalizedSchema, bytes: Uint8Array): unknown {
  if (schema.isBlobSchema()) return bytes;
  if (schema.isStringSchema()) return Buffer.from(bytes).toString('utf8');
  return parse(schema, bytes);
}

function parse(schema: NormalizedSchema, bytes: Uint8Array): unknown {
  try {
    return fromXml.read(schema, Buffer.from(wellFormedXml(bytes)));
  } catch {
    throw new AwsError('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');
  }
}

function write(model: ServiceModel, operation: OperationModel, output: object, context: AnswerContext): WireAnswer {
  const status = context.answer.status ?? operation.route?.status ?? 200;
  const headers = { ...requestIds(context), ...context.answer.headers };
  const schema = operation.output;
  if (!schema || schema.isUnitSchema()) return { status, headers };
  const value = output as Record<string, unknown>;
  Object.assign(headers, writeHeaders(schema, value));
  const { payload, body } = bindingsOf(schema);
  if (payload) return payloadAnswer(model, payload.schema, value[payload.name], { status, headers });
  if (body.length === 0) return { status, headers };
  const root = String(schema.getMergedTraits().xmlName ?? schema.getName());
  const bodyNames = new Set(body.map(({ name }) => name));
  const skip = new Set(Object.keys(value).filter((name) => !bodyNames.has(name)));
  // GetBucketLocation answers its one member as the root itself, in the model by a trait that the clients leave out.
  const unwrapped = body.length === 1 && body[0]?.name === root;
  const items = interleavedItems(output);
  const written = (): string => (items ? writeInterleaved(schema, value, items, skip) : writeMembers(schema, value, skip));
  const inner = unwrapped ? escapeXml(textOf(value[root])) : written();
  return xmlAnswer(element(root, inner, ` xmlns="${model.xmlNamespace ?? ''}"`), { status, headers });
}

/** A member that its schema calls a string. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function payloadAnswer(model: ServiceModel, schema: NormalizedSchema, value: unknown, answer: WireAnswer): WireAnswer {
  if (value === undefined || value === null) return answer;
  if (schema.isStringSchema()) return { ...answer, body: Buffer.from(textOf(value)) };
  // A handler gives a blob as bytes or as a Readable: what `operation` in service.ts asks of it.
  if (!schema.isStructSchema()) return { ...answer, body: value as WireAnswer['body'] };
  const root = String(schema.getMergedTraits().xmlName ?? schema.getName());
  const namespace = namespaceOf(schema) || ` xmlns="${model.xmlNamespace ?? ''}"`;
  return xmlAnswer(element(root, writeMembers(schema, value as Record<string, unknown>), namespace), answer);
}

function xmlAnswer(xml: string, { status, headers }: WireAnswer): WireAnswer {
  return { status, headers: { 'content-type': 'application/xml', ...headers }, body: Buffer.from(xmlDeclaration + xml) };
}

/** An error as S3 words it; HEAD and 304 have no body, so the status alone has to say it. */
function refuse(error: AwsError, context: RefusalContext): WireAnswer {
  const headers = { ...requestIds(context), ...error.headers };
  if (context.method === 'HEAD' || error.status === 304) return { status: error.status, headers };
  const fields = { Code: error.code, Message: error.message, ...error.fields, RequestId: context.requestId, HostId: context.extendedRequestId };
  const inner = Object.entries(fields).map(([name, text]) => textElement(name, text));
  return xmlAnswer(element('Error', inner.join('')), { status: error.status, headers });
}

function requestIds(context: { requestId: string; extendedRequestId: string }): Record<string, string> {
  return { 'x-amz-request-id': context.requestId, 'x-amz-id-2': context.extendedRequestId };
}
