/** The metadata of restores: what services take as text, numbers and flags, here all of it as text. */
import { invalidParameter } from '../refusals';

export type Metadata = Readonly<Record<string, string>>;

/** Makes of a text what the service takes. Throws InvalidParameterValueException where it is none of that. */
export type Reader = (text: string, name: string) => unknown;

export const text: Reader = (value) => value;

export const number: Reader = (value, name) => {
  if (/^\d+$/.test(value)) return Number(value);
  throw invalid(`${name} must be a number, not ${value}.`);
};

export const flag: Reader = (value, name) => {
  if (/^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  throw invalid(`${name} must be true or false, not ${value}.`);
};

/**
 * What `readers` make of metadata, by the readers' own names, which are taken in any case. What is in `ignored`, in lower case, is of no
 * effect; empty text and `null` are as if they were not there. Throws InvalidParameterValueException for what is unknown or cannot be read.
 */
export function readBy(readers: Readonly<Record<string, Reader>>, ignored: readonly string[], metadata: Metadata): Record<string, unknown> {
  const known = new Map(Object.entries(readers).map(([name, reader]) => [name.toLowerCase(), { name, reader }]));
  const read: Record<string, unknown> = {};
  for (const [given, value] of Object.entries(metadata)) {
    if (value === '' || value === 'null' || ignored.includes(given.toLowerCase())) continue;
    const { name, reader } = known.get(given.toLowerCase()) ?? {};
    if (name === undefined || !reader) throw invalid(`${given} is not known for this type of resource.`);
    read[name] = reader(value, name);
  }
  return read;
}

export function invalid(what: string): Error {
  return invalidParameter(`Restore metadata is invalid. ${what}`);
}
