/** What REST operations carry outside their bodies: path labels, query parameters and headers, read and written. */
import { FromStringShapeDeserializer, ToStringShapeSerializer } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../aws-error';
import { bindingsOf } from './members';
import type { Found } from './protocol';
import type { WireRequest } from './wire';

// 5 is the schema language's number of the RFC 3339 format; headers are RFC 7231 whatever this says.
const settings = { timestampFormat: { useTrait: true, default: 5 }, httpBindings: true } as const;
const fromText = new FromStringShapeDeserializer(settings);
const toText = new ToStringShapeSerializer(settings);

/** Reads every member that is not in the body. Throws AwsError for a value that is none of its type. */
export function readBindings(input: NormalizedSchema, found: Found, request: WireRequest): Record<string, unknown> {
  const bindings = bindingsOf(input);
  const read: Record<string, unknown> = {};
  for (const { name, schema } of bindings.labels) {
    const text = found.labels[name];
    if (text !== undefined) read[name] = scalar(schema, text, name);
  }
  for (const { name, schema, key } of bindings.queries) {
    const values = request.query.getAll(key);
    if (values.length === 0) continue;
    read[name] = schema.isListSchema() ? values.map((value) => scalar(schema.getValueSchema(), value, key)) : scalar(schema, values[0] ?? '', key);
  }
  if (bindings.queryParams) read[bindings.queryParams.name] = otherParameters(bindings, found, request);
  // A request has far fewer headers than an operation may have.
  for (const header of Object.keys(request.headers)) {
    const [member, text] = [bindings.byHeader.get(header), request.headers[header]];
    if (member && text !== undefined) read[member.name] = scalar(member.schema, text, header);
  }
  for (const { name, prefix } of bindings.prefixes) {
    const entries = Object.entries(request.headers).filter(([header]) => header.startsWith(prefix));
    if (entries.length > 0) read[name] = Object.fromEntries(entries.map(([header, value]) => [header.slice(prefix.length), value]));
  }
  return read;
}

/** Writes every member of an output that travels as a header. */
export function writeHeaders(output: NormalizedSchema, value: Record<string, unknown>): Record<string, string> {
  const bindings = bindingsOf(output);
  const headers: Record<string, string> = {};
  for (const name of Object.keys(value)) {
    const member = bindings.headerOf.get(name);
    if (!member || value[name] === undefined || value[name] === null) continue;
    toText.write(member.schema, value[name]);
    headers[member.header] = String(toText.flush());
  }
  for (const { name, prefix } of bindings.prefixes) {
    for (const [key, text] of Object.entries((value[name] ?? {}) as Record<string, string>)) headers[prefix + key.toLowerCase()] = plainHeader(text);
  }
  return headers;
}

/** A header is ASCII; what is not travels as RFC 2047 has it: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
function plainHeader(text: string): string {
  return /^[\t\x20-\x7e]*$/.test(text) ? text : `=?UTF-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`;
}

/** `name` is what the request calls it, as S3 does in its refusals. */
function scalar(schema: NormalizedSchema, text: string, name: string): unknown {
  let value: unknown;
  try {
    value = fromText.read(schema, text);
  } catch {
    value = Number.NaN;
  }
  const unreadable = Number.isNaN(value) || (value instanceof Date && Number.isNaN(value.getTime()));
  if (unreadable) throw new AwsError('InvalidArgument', `The value of ${name} cannot be read.`, { fields: { ArgumentName: name, ArgumentValue: text } });
  return value;
}

function otherParameters(bindings: ReturnType<typeof bindingsOf>, found: Found, request: WireRequest): Record<string, string | string[]> {
  const named = new Set([...bindings.queries.map(({ key }) => key), ...(found.operation.route?.literals.keys() ?? []), 'x-id']);
  const left = [...new Set(request.query.keys())].filter((key) => !named.has(key));
  const lists = bindings.queryParams?.schema.getValueSchema().isListSchema() ?? false;
  return Object.fromEntries(left.map((key) => [key, lists ? request.query.getAll(key) : (request.query.get(key) ?? '')]));
}
