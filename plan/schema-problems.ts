/** What keeps a value from having the shape of a plan, in words for the person who wrote it. */
import Ajv2020, { type ErrorObject } from 'ajv/dist/2020';
import type { PlanProblem } from './problems/problem';
import { nearest } from './nearest';
import schema from './schema.json';

const validate = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, verbose: true, discriminator: true }).compile(schema);

const typesInWords = new Map([
  ['object', 'a set of names with values'],
  ['array', 'a list'],
  ['string', 'text'],
  ['boolean', 'true or false'],
  ['integer', 'a whole number'],
]);

export function schemaProblems(value: unknown): PlanProblem[] {
  if (validate(value)) return [];
  // A name that is not one gives two errors, of which the other says why.
  return (validate.errors ?? []).filter(({ keyword }) => keyword !== 'propertyNames').map((error) => ({ path: pathOf(error), message: inWords(error), onName: isAboutName(error) }));
}

function pathOf({ instancePath, keyword, params, propertyName }: ErrorObject): (string | number)[] {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  if (propertyName !== undefined) return [...path, propertyName];
  return keyword === 'additionalProperties' ? [...path, String(params['additionalProperty'])] : path;
}

function isAboutName({ keyword, propertyName }: ErrorObject): boolean {
  return keyword === 'additionalProperties' || propertyName !== undefined;
}

function inWords(error: ErrorObject): string {
  const { keyword, params, message, parentSchema, data } = error;
  // ajv gives each keyword's error its own params; which, its documentation says.
  const given = params as Readonly<Record<string, unknown>>;
  switch (keyword) {
    case 'additionalProperties':
      return `"${String(given['additionalProperty'])}" is not something a plan says here; ${nearest(String(given['additionalProperty']), membersOf(parentSchema))}`;
    case 'required':
      return `"${String(given['missingProperty'])}" is missing; add it here`;
    case 'enum':
      return `${said(data)} is not known here; choose one of ${allOf(given['allowedValues'])}`;
    case 'discriminator':
      return given['tagValue'] === undefined ? `"kind" is missing; say kind: database, bucket, server or function` : `kind ${said(given['tagValue'])} is not known; say database, bucket, server or function`;
    case 'type':
      return `${said(data)} is not ${typesInWords.get(String(given['type'])) ?? String(given['type'])}; ${given['type'] === 'string' && typeof data === 'number' ? 'put it in quotes' : 'write that instead'}`;
    case 'minItems':
    case 'minProperties':
    case 'minLength':
      return 'it is empty; say at least one';
    case 'minimum':
    case 'maximum':
      return `${said(data)} is out of bounds; it must be ${String(given['comparison'])} ${String(given['limit'])}`;
    default:
      return `${said(data)} ${message ?? 'is not right'}${hintOf(parentSchema)}`;
  }
}

function allOf(values: unknown): string {
  return Array.isArray(values) ? values.map(said).join(', ') : said(values);
}

function membersOf(schemaThere: unknown): string[] {
  const properties = typeof schemaThere === 'object' && schemaThere !== null && 'properties' in schemaThere ? schemaThere.properties : {};
  return Object.keys(properties ?? {});
}

function hintOf(schemaThere: unknown): string {
  const described = typeof schemaThere === 'object' && schemaThere !== null && 'description' in schemaThere;
  return described ? `; write ${String(schemaThere.description)}` : '';
}

function said(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? 'this' : text;
}
