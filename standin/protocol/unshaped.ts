/** REST operations whose shapes nobody has published: what they carry is one JSON object, and handlers look at it themselves. */
import { AwsError } from '../aws-error';
import type { Found } from './protocol';
import { collect, type WireRequest } from './wire';

/** What stands in the body, the query and the path, under their own names; a query parameter that is repeated is a list. */
export async function readUnshaped(found: Found, request: WireRequest): Promise<object> {
  const query = Object.fromEntries([...new Set(request.query.keys())].map((name) => [name, valueOf(request.query.getAll(name))]));
  return { ...bodyOf(await collect(request.body)), ...query, ...found.labels };
}

/** With instants in epoch seconds. */
export function writeUnshaped(output: object): Buffer {
  return Buffer.from(JSON.stringify(output, replace));
}

function valueOf(texts: string[]): string | string[] | undefined {
  return texts.length > 1 ? texts : texts[0];
}

function bodyOf(bytes: Uint8Array): object {
  if (bytes.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    value = undefined;
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new AwsError('SerializationException', 'The request body is not a JSON object.');
}

/** Called with the holder as `this`: JSON.stringify has turned a Date into text by the time it hands over the value. */
function replace(this: Record<string, unknown>, name: string, value: unknown): unknown {
  const whole = this[name];
  return whole instanceof Date ? whole.getTime() / 1_000 : value;
}
