/** POST Object, which no client's model describes: a browser's form that uploads a file, as the PutObject that it comes to. */
import type { Instant } from '../../../time/instant';
import { AwsError } from '../../aws-error';
import { addressOf } from '../../protocol/s3-address';
import type { WireAnswer, WireRequest } from '../../protocol/wire';
import { element, textElement, xmlDeclaration } from '../../protocol/xml/xml-text';
import { notOfVersion4, readInstant, scopeOf, type Authorization } from '../authorization';
import { bytesOf, same, type Verified } from '../signature';
import type { SigningKeys } from '../signing-keys';
import { invalidArgument, readForm, type Form } from './form-data';
import { checkPolicy, type SizeRange } from './post-policy';
import { tagsOfXml } from './form-tags';

export interface FormUpload {
  /** The request that stores the file. */
  put: WireRequest;
  /** Undefined where the form is anybody's. */
  verified: Verified | undefined;
  /** Turns the answer to it into the one that the form asks for. */
  answer(stored: WireAnswer): WireAnswer;
}

export function isFormUpload({ method, headers }: WireRequest): boolean {
  return method === 'POST' && headers['content-type']?.toLowerCase().startsWith('multipart/form-data') === true;
}

/** Throws AwsError where the form is none, is not signed by whom it says, or does not keep to its policy. */
export async function readFormUpload(request: WireRequest, keys: SigningKeys, judgedAt: Instant): Promise<FormUpload> {
  const { bucket = '' } = addressOf(request);
  const form = await readForm(request.body, request.headers['content-type'] ?? '');
  const key = form.fields.get('key')?.replaceAll('${filename}', form.fileName);
  if (!key) throw invalidArgument("Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields.", 'key', '');
  const fields = new Map([...form.fields, ['bucket', bucket], ['key', key]]);
  const policy = fields.get('policy');
  const verified = verifiedBy(fields, policy, keys);
  const range = policy === undefined ? undefined : checkPolicy(policy, fields, judgedAt);
  return { put: putOf(request, { bucket, key }, { ...form, fields }, range), verified, answer: (stored) => formAnswer(stored, { bucket, key }, fields) };
}

/** What is signed of a form is its policy. */
function verifiedBy(fields: ReadonlyMap<string, string>, policy: string | undefined, keys: SigningKeys): Verified | undefined {
  const names = { algorithm: 'X-Amz-Algorithm', credential: 'X-Amz-Credential', date: 'X-Amz-Date', signature: 'X-Amz-Signature' };
  if (fields.has('awsaccesskeyid')) throw notOfVersion4();
  const isSigned = fields.has('x-amz-algorithm') || fields.has('x-amz-signature');
  if (policy === undefined && !isSigned) return undefined;
  const missing = policy === undefined ? 'policy' : Object.values(names).find((name) => !fields.has(name.toLowerCase()));
  if (missing) throw invalidArgument(`Bucket POST must contain a field named '${missing}'.  If it is specified, please check the order of the fields.`, missing, '');
  const authorization = authorizationOf(fields);
  const { secret, caller } = keys.holderOf(authorization.accessKeyId, fields.get('x-amz-security-token'));
  const key = keys.derive(secret, authorization);
  if (!same(key.sign(policy ?? ''), authorization.signature)) {
    const message = 'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
    const signedText = { StringToSign: policy ?? '', SignatureProvided: authorization.signature, StringToSignBytes: bytesOf(policy ?? '') };
    throw new AwsError('SignatureDoesNotMatch', message, { status: 403, fields: { AWSAccessKeyId: authorization.accessKeyId, ...signedText } });
  }
  return { authorization, caller, key, scope: '' };
}

/** The signature in a form's fields. */
function authorizationOf(fields: ReadonlyMap<string, string>): Authorization {
  const [algorithm = '', credential = '', timestamp = '', signature = ''] = signing.map((name) => fields.get(name));
  if (algorithm !== 'AWS4-HMAC-SHA256') throw invalidArgument('Only AWS4-HMAC-SHA256 is supported', 'X-Amz-Algorithm', algorithm);
  const scope = scopeOf(credential, (why) => invalidArgument(why, 'x-amz-credential', credential));
  const signedAt = readInstant(timestamp);
  if (!signedAt) throw invalidArgument('X-Amz-Date must be formated via ISO8601 Long format', 'X-Amz-Date', timestamp);
  return { ...scope, signedHeaders: [], signature, timestamp, signedAt };
}

/** Fields that are headers of PutObject under another name, or under none. */
const plainHeaders = new Set(['cache-control', 'content-type', 'content-disposition', 'content-encoding', 'content-language', 'expires']);
const signing = ['x-amz-algorithm', 'x-amz-credential', 'x-amz-date', 'x-amz-signature', 'x-amz-security-token'];

function putOf(request: WireRequest, { bucket, key }: Place, { fields, file }: Form, range: SizeRange | undefined): WireRequest {
  const headers: Record<string, string> = { host: request.host };
  for (const [name, value] of fields) {
    if (name === 'acl') headers['x-amz-acl'] = value;
    else if (name === 'tagging') headers['x-amz-tagging'] = tagsOfXml(value);
    else if (plainHeaders.has(name) || (name.startsWith('x-amz-') && !signing.includes(name))) headers[name] = value;
  }
  for (const name of ['user-agent', 'referer', 'origin']) if (request.headers[name] !== undefined) headers[name] = request.headers[name];
  const path = `/${[bucket, ...key.split('/')].map(encodeURIComponent).join('/')}`;
  // The path names the bucket, so the host must not do it once more.
  return { ...request, method: 'PUT', host: 's3.amazonaws.com', path, query: new URLSearchParams(), headers, body: range ? measured(file, range) : file };
}

async function* measured(file: AsyncIterable<Uint8Array>, { least, most }: SizeRange): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const piece of file) {
    size += piece.length;
    if (size > most) {
      throw new AwsError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', { fields: { ProposedSize: String(size), MaxSizeAllowed: String(most) } });
    }
    yield piece;
  }
  if (size < least) {
    throw new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', { fields: { ProposedSize: String(size), MinSizeAllowed: String(least) } });
  }
}

interface Place {
  bucket: string;
  key: string;
}

function formAnswer(stored: WireAnswer, { bucket, key }: Place, fields: ReadonlyMap<string, string>): WireAnswer {
  const etag = stored.headers.etag ?? '';
  const location = `http://${bucket}.s3.amazonaws.com/${encodeURIComponent(key)}`;
  const headers = { ...stored.headers, location };
  const target = redirectOf(fields.get('success_action_redirect') ?? fields.get('redirect'));
  if (target) {
    for (const [name, value] of Object.entries({ bucket, key, etag })) target.searchParams.set(name, value);
    return { status: 303, headers: { ...headers, location: target.toString() } };
  }
  const status = fields.get('success_action_status');
  if (status === '201') {
    const answer = Object.entries({ Location: location, Bucket: bucket, Key: key, ETag: etag }).map(([name, text]) => textElement(name, text));
    return { status: 201, headers: { ...headers, 'content-type': 'application/xml' }, body: Buffer.from(xmlDeclaration + element('PostResponse', answer.join(''))) };
  }
  return { status: status === '200' ? 200 : 204, headers };
}

/** A URL that cannot be read is as if none was named. */
function redirectOf(text: string | undefined): URL | undefined {
  return text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
}
