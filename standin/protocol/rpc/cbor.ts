/** RPC v2 with CBOR bodies, which newer clients speak to CloudWatch: https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html */
import { cbor, CborCodec } from '@smithy/core/cbor';
import { AwsError } from '../../aws-error';
import type { OperationModel, ServiceModel } from '../model';
import type { AnswerContext, Found, Protocol, RefusalContext } from '../protocol';
import type { WireAnswer, WireRequest } from '../wire';
import { checkInput } from './check-input';
import { errorHeaders } from './error-headers';
import { rpcBody } from './rpc-body';

const codec = new CborCodec();
const ownHeaders = { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' };

export const rpcCbor: Protocol = { find, read, write, refuse };

function find(model: ServiceModel, request: WireRequest): Found {
  const [, service, name = ''] = /\/service\/([^/]+)\/operation\/([^/]+)$/.exec(request.path) ?? [];
  const operation = service === model.target ? model.operations.get(name) : undefined;
  if (!operation) throw new AwsError('UnknownOperationException', `There is no operation at ${request.path}.`, { status: 404 });
  return { operation, labels: {} };
}

async function read({ operation }: Found, request: WireRequest): Promise<object> {
  const schema = operation.input;
  const bytes = await rpcBody(request);
  if (!schema || schema.isUnitSchema() || bytes.length === 0) return {};
  let input: unknown;
  try {
    input = await codec.createDeserializer().read(schema, Buffer.from(bytes));
  } catch {
    throw new AwsError('SerializationException', 'The request body is not CBOR of the shape that this operation takes.');
  }
  return checkInput(operation, schema, input);
}

function write(_model: ServiceModel, { output: schema }: OperationModel, output: object, context: AnswerContext): WireAnswer {
  const headers = { 'x-amzn-requestid': context.requestId, ...ownHeaders, ...context.answer.headers };
  const status = context.answer.status ?? 200;
  if (!schema || schema.isUnitSchema()) return { status, headers };
  const serializer = codec.createSerializer();
  serializer.write(schema, output);
  return { status, headers, body: Buffer.from(serializer.flush()) };
}

function refuse(error: AwsError, context: RefusalContext): WireAnswer {
  const body = Buffer.from(cbor.serialize({ __type: error.code, message: error.message, ...error.fields }));
  return { status: error.status, headers: { ...ownHeaders, ...errorHeaders(error, context) }, body };
}
