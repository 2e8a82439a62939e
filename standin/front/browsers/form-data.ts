/** Reads a form that uploads a file: its fields first, then the file, whose bytes are read as they come. */
import { AwsError } from '../../aws-error';
import { pieces, type Body } from '../../protocol/wire';
import { ByteReader } from '../body/byte-reader';

export interface Form {
  /** By name, in lower case. */
  fields: ReadonlyMap<string, string>;
  /** What the file is called where it comes from. */
  fileName: string;
  file: AsyncIterable<Uint8Array>;
}

/** All that stands in front of the file: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html */
const mostBefore = 20_480;

/** Throws AwsError for what is no such form. */
export async function readForm(body: Body, contentType: string): Promise<Form> {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) throw malformed('Could not parse the POST request: no boundary was named.');
  const reader = new ByteReader(pieces(body));
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  // The first boundary may stand at the very beginning.
  if ((await reader.line()) !== `--${boundary}`) throw malformed();
  const fields = new Map<string, string>();
  let size = 0;
  for (;;) {
    const { name, fileName } = await headOf(reader);
    if (name === 'file') return { fields, fileName, file: fileOf(reader, delimiter) };
    const value = await wholeValue(reader, delimiter);
    size += name.length + value.length;
    if (size > mostBefore) throw new AwsError('MaxPostPreDataLengthExceeded', 'Your POST request fields preceding the upload file were too large.');
    fields.set(name, value.toString('utf8'));
    if ((await reader.line()) !== '') throw invalidArgument('POST requires exactly one file upload per request.', 'file', '0');
  }
}

async function headOf(reader: ByteReader): Promise<{ name: string; fileName: string }> {
  let disposition = '';
  for (;;) {
    const line = await reader.line();
    if (line === undefined) throw malformed();
    if (line === '') break;
    if (/^content-disposition:/i.test(line)) disposition = Buffer.from(line, 'latin1').toString('utf8');
  }
  const name = /[;\s]name="?([^";]*)"?/i.exec(disposition)?.[1];
  if (!name) throw malformed();
  return { name: name.toLowerCase(), fileName: /filename="?([^";]*)"?/i.exec(disposition)?.[1]?.split(/[\\/]/).at(-1) ?? '' };
}

async function wholeValue(reader: ByteReader, delimiter: Buffer): Promise<Buffer> {
  const found: Uint8Array[] = [];
  let size = 0;
  const value = reader.until(delimiter);
  for (let next = await value.next(); ; next = await value.next()) {
    if (next.done) {
      if (!next.value) throw malformed();
      return Buffer.concat(found);
    }
    size += next.value.length;
    if (size > mostBefore) throw new AwsError('MaxPostPreDataLengthExceeded', 'Your POST request fields preceding the upload file were too large.');
    found.push(next.value);
  }
}

async function* fileOf(reader: ByteReader, delimiter: Buffer): AsyncGenerator<Uint8Array> {
  const isWhole = yield* reader.until(delimiter);
  if (!isWhole) throw malformed();
  // What stands behind the file is passed over, as S3 does.
  while ((await reader.line(Infinity)) !== undefined);
}

function malformed(message = 'The body of your POST request is not well-formed multipart/form-data.'): AwsError {
  return new AwsError('MalformedPOSTRequest', message);
}

export function invalidArgument(message: string, name: string, value: string): AwsError {
  return new AwsError('InvalidArgument', message, { fields: { ArgumentName: name, ArgumentValue: value } });
}
