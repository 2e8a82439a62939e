/** Takes out of messages what differs from machine to machine and says nothing about the drill. */
import type { Json } from '../../evidence/entry';
import { bookPath } from './book-path';
import { type Fields, fieldsIn, type Message, textIn } from './message';

/** The message without host, paths of the machine, worker and stack; `runbooks` are the paths that the ledgers know. */
export function neutral({ kind, fields }: Message, runbooks: readonly string[]): Message {
  if (kind === 'meta') return { kind, fields: neutralMeta(fields) };
  const { workerId: _, ...rest } = walked(fields, runbooks);
  return { kind, fields: rest };
}

function neutralMeta(meta: Fields): Fields {
  const nameOf = (field: string): Json => ({ name: textIn(fieldsIn(meta, field), 'name') || 'unknown' });
  // Versions and machine stand in provenance.json; a message must name something here, so it names what was really underneath.
  return { protocolVersion: meta['protocolVersion'], implementation: meta['implementation'], runtime: nameOf('runtime'), os: { name: 'drill time' }, cpu: { name: 'drill time' } };
}

function walked(fields: Fields, runbooks: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => cleaned(name, value, runbooks)));
}

function cleaned(name: string, value: Json | undefined, runbooks: readonly string[]): [string, Json | undefined][] {
  if (name === 'stackTrace') return [];
  if (typeof value === 'string' && name === 'uri') return [[name, bookPath(value, runbooks)]];
  if (typeof value === 'string' && name === 'message') return [[name, withoutStack(value)]];
  if (Array.isArray(value)) return [[name, value.map((one: Json) => (isRecord(one) ? walkedJson(one, runbooks) : one))]];
  return [[name, isRecord(value) ? walkedJson(value, runbooks) : value]];
}

function walkedJson(record: { readonly [key: string]: Json }, runbooks: readonly string[]): Json {
  // What is walked comes from Json and leaves members out, but adds no undefined ones.
  return walked(record, runbooks) as Json;
}

function withoutStack(message: string): string {
  return message.split('\n').filter((line) => !/^\s+at .*[:(]/.test(line)).join('\n').trimEnd();
}

function isRecord(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
