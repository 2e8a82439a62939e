/** What the listings have in common: how much a page holds, and how its text is encoded. */
import { invalidArgument } from '../errors';

/** However many are asked for, S3 answers at most these at a time. */
const most = 1000;

/** Checks a page size. `name` is the query parameter's. Throws `InvalidArgument`. */
export function checkedMost(asked: number | undefined, name: string): number {
  if (asked === undefined) return most;
  const value = String(asked);
  if (!Number.isInteger(asked) || asked > 2 ** 31 - 1) {
    throw invalidArgument(`Provided ${name} not an integer or within integer range`, name, value);
  }
  const argument = name === 'max-keys' ? 'maxKeys' : name;
  if (asked < 0) throw invalidArgument(`Argument ${argument} must be an integer between 0 and 2147483647`, argument, value);
  return Math.min(asked, most);
}

/** The first `size` entries, and whether there are more. A page of none is never truncated. */
export function takePage<T>(entries: Iterable<T>, size: number): { page: T[]; truncated: boolean } {
  const page: T[] = [];
  if (size === 0) return { page, truncated: false };
  for (const entry of entries) {
    if (page.length === size) return { page, truncated: true };
    page.push(entry);
  }
  return { page, truncated: false };
}

/** Writes keys and prefixes as the client asked for. Throws `InvalidArgument` for an encoding other than `url`. */
export function encoder(encodingType: string | undefined): (text: string | undefined) => string | undefined {
  if (encodingType === undefined) return (text) => text;
  if (encodingType !== 'url') throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', encodingType);
  return (text) => (text === undefined ? undefined : formEncoded(text));
}

/** As in a form: a space is a plus; slashes are left to be read. */
function formEncoded(text: string): string {
  const encoded = encodeURIComponent(text).replace(/[!'()]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return encoded.replaceAll('%20', '+').replaceAll('%2F', '/');
}
