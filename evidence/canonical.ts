/** The one way to write a value down, so that equal values have equal bytes and equal digests. */
import { createHash } from 'node:crypto';

/**
 * Canonical JSON as RFC 8785 has it: no white space, members sorted by UTF-16 code units, numbers as ECMAScript writes them.
 * Throws TypeError on what JSON cannot hold or cannot hold twice the same: undefined, NaN, infinities, −0, unpaired surrogates, class instances.
 */
export function canonical(value: unknown): string {
  return write(value, '$');
}

/** SHA-256 as evidence spells it: `sha256:` and 64 hex digits. */
export function sha256(bytes: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function write(value: unknown, path: string): string {
  switch (typeof value) {
    case 'string':
      return text(value, path);
    case 'number':
      return number(value, path);
    case 'boolean':
      return String(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? list(value, path) : record(value, path);
    default:
      throw new TypeError(`canonical JSON cannot hold ${typeof value} (at ${path})`);
  }
}

function text(value: string, path: string): string {
  if (/\p{Surrogate}/u.test(value)) throw new TypeError(`canonical JSON cannot hold text with an unpaired surrogate (at ${path})`);
  return JSON.stringify(value);
}

function number(value: number, path: string): string {
  if (!Number.isFinite(value) || Object.is(value, -0)) {
    throw new TypeError(`canonical JSON cannot hold the number ${Object.is(value, -0) ? '-0' : value} (at ${path})`);
  }
  return JSON.stringify(value);
}

function list(value: readonly unknown[], path: string): string {
  return `[${Array.from(value, (item, index) => write(item, `${path}[${index}]`)).join(',')}]`;
}

function record(value: object, path: string): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`canonical JSON cannot hold an instance of ${value.constructor.name} (at ${path})`);
  }
  // Array.prototype.sort without a comparator orders by UTF-16 code units, which is what RFC 8785 asks for.
  const members = new Map<string, unknown>(Object.entries(value));
  const names = [...members.keys()].sort();
  return `{${names.map((name) => `${text(name, path)}:${write(members.get(name), `${path}.${name}`)}`).join(',')}}`;
}
