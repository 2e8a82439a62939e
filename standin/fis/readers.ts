/** Reads members of an input that no published shape has been held against. Each throws `ValidationException` for what is of another kind. */
import { validation } from './refusals';

export type Input = Readonly<Record<string, unknown>>;

export function text(input: Input, name: string, most: number): string {
  const value = optionalText(input, name, most);
  if (value === undefined) throw validation(`1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`);
  return value;
}

export function optionalText(input: Input, name: string, most: number): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw validation(`Value at '${name}' is not a string.`);
  if (value.length > most) throw validation(`1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must have length less than or equal to ${most}`);
  return value;
}

/** Has 1 to 1024 characters, none of them blank: https://docs.aws.amazon.com/fis/latest/APIReference/API_StartExperiment.html */
export function clientToken(input: Input): string {
  const token = text(input, 'clientToken', 1_024);
  if (!/^\S+$/.test(token)) throw validation("1 validation error detected: Value at 'clientToken' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\S]+");
  return token;
}

export function record(input: Input, name: string): Input {
  const value = input[name];
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw validation(`Value at '${name}' is not a map.`);
  return value as Input;
}

export function list(input: Input, name: string): readonly unknown[] {
  const value = input[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw validation(`Value at '${name}' is not a list.`);
  return value;
}

export function texts(input: Input, name: string): string[] {
  return list(input, name).map((value) => {
    if (typeof value !== 'string') throw validation(`Value at '${name}' is not a list of strings.`);
    return value;
  });
}

export function textMap(input: Input, name: string, most: number): Record<string, string> {
  const values = record(input, name);
  return Object.fromEntries(Object.keys(values).map((key) => [key, text(values, key, most)]));
}

/** Each member of a map of structures. */
export function structures(input: Input, name: string): [string, Input][] {
  const values = record(input, name);
  return Object.keys(values).map((key) => {
    if (key.length > 64 || !/^\S+$/.test(key)) throw validation(`The name "${key}" in '${name}' must have 1 to 64 characters, none of them blank.`);
    return [key, record(values, key)];
  });
}

/** https://docs.aws.amazon.com/fis/latest/APIReference/API_TagResource.html */
export function tagMap(input: Input, old: Readonly<Record<string, string>> = {}): Record<string, string> {
  const tags = textMap(input, 'tags', 256);
  for (const key of Object.keys(tags)) if (key.length < 1 || key.length > 128 || key.toLowerCase().startsWith('aws:')) throw validation(`The tag key "${key}" cannot be taken.`);
  const merged = { ...old, ...tags };
  if (Object.keys(merged).length > 50) throw validation('A resource has at most 50 tags.');
  return merged;
}

/** A page's size as it comes in a query. */
export function pageSize(input: Input): number {
  const said = input.maxResults;
  const size = said === undefined ? 100 : Number(said);
  if (!Number.isInteger(size) || size < 1 || size > 100) throw validation("Value at 'maxResults' failed to satisfy constraint: Member must have value between 1 and 100");
  return size;
}
