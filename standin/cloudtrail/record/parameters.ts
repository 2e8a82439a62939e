/** What was asked and answered, as CloudTrail writes it: names begin in lower case, secrets are hidden, bytes are left out. */
import { isDate } from 'node:util/types';
import { Instant } from '../../../time/instant';
import type { Call } from '../../service';

/** Never written out: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
const hidden = 'HIDDEN_DUE_TO_SECURITY_REASONS';
const secrets = /password$|^secretstring$|^tokencode$|^authtoken$|^environment$/i;
/** AWS's records do not have them at all. */
const dropped: ReadonlySet<string> = new Set(['secretAccessKey', 'plaintext', 'ciphertextBlob', 'secretBinary', 'body']);

/** Other values that a service would rather not see again, by its name. */
const secretsOf: Readonly<Record<string, readonly string[]>> = { sns: ['message'], ssm: ['value'], lambda: ['zipFile', 'payload'] };

/** JSON text; undefined where CloudTrail writes null. */
export function requestOf(call: Call, input: object): string | undefined {
  if (call.service === 's3') return JSON.stringify(s3Request(call, input));
  return textOf(call.service, input);
}

/** JSON text; undefined where CloudTrail writes null, as of everything that only reads. */
export function responseOf({ service, operation }: Call, output: object, readOnly: boolean): string | undefined {
  if (service === 's3') return s3Response(output);
  return readOnly && !(service === 'sts' && operation !== 'GetCallerIdentity') ? undefined : textOf(service, output);
}

function textOf(service: string, value: object): string | undefined {
  const written = camel(value, service);
  return Object.keys(written as object).length === 0 ? undefined : JSON.stringify(written);
}

function camel(value: unknown, service: string): unknown {
  if (Array.isArray(value)) return value.map((one) => camel(one, service));
  if (typeof value !== 'object' || value === null) return value;
  if (isDate(value)) return dateText(value);
  if (value instanceof Instant) return dateText(value.toDate());
  const written: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    const key = name.charAt(0).toLowerCase() + name.slice(1);
    if (member === undefined || dropped.has(key) || isBytes(member)) continue;
    if (secrets.test(key) || secretsOf[service]?.includes(key)) written[key] = service === 'rds' ? '****' : hidden;
    else written[key] = camel(member, service);
  }
  return written;
}

/** Bytes, and streams of them. */
function isBytes(value: unknown): boolean {
  return value instanceof Uint8Array || (typeof value === 'object' && value !== null && Symbol.asyncIterator in value);
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `Jan 5, 2026, 9:00:00 AM` */
function dateText(date: Date): string {
  const hours = date.getUTCHours();
  const two = (number: number): string => String(number).padStart(2, '0');
  const time = `${hours % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} ${hours < 12 ? 'AM' : 'PM'}`;
  return `${months[date.getUTCMonth()] ?? ''} ${date.getUTCDate()}, ${date.getUTCFullYear()}, ${time}`;
}

/** S3's are those of the request's address, with what its body says under the body's own names. */
function s3Request({ http }: Call, input: object): Record<string, unknown> {
  const { Bucket, Key, ...members } = input as { Bucket?: string; Key?: string };
  const written: Record<string, unknown> = {};
  for (const [name, value] of http.query) if (name !== 'x-id' && !name.toLowerCase().startsWith('x-amz-')) written[name] = value;
  for (const [name, value] of Object.entries(members)) if (isBody(value) && !inHeaders.has(name)) written[name] = value;
  if (Bucket !== undefined) written.bucketName = Bucket;
  if (http.headers.host !== undefined) written.Host = http.headers.host;
  if (Key !== undefined) written.key = Key;
  return written;
}

/** What comes in headers is left out, and so is the list of what is to be deleted. */
const inHeaders: ReadonlySet<string> = new Set(['Metadata', 'Delete']);

function isBody(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !isDate(value) && !isBytes(value);
}

function s3Response(output: object): string | undefined {
  const { VersionId, DeleteMarker } = output as { VersionId?: string; DeleteMarker?: boolean };
  const written = { ...(VersionId !== undefined && { 'x-amz-version-id': VersionId }), ...(DeleteMarker !== undefined && { 'x-amz-delete-marker': String(DeleteMarker) }) };
  return Object.keys(written).length === 0 ? undefined : JSON.stringify(written);
}
