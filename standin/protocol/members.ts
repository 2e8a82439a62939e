/** The members of an operation's shape by where they travel: path, query, headers, payload or body. */
import type { NormalizedSchema } from '@smithy/core/schema';

export interface Member {
  name: string;
  schema: NormalizedSchema;
}

export interface Bindings {
  labels: Member[];
  queries: (Member & { key: string })[];
  /** A map that takes every query parameter nobody else named. */
  queryParams?: Member;
  headers: (Member & { header: string })[];
  /** The members by the headers that carry them. */
  byHeader: ReadonlyMap<string, Member>;
  /** The headers by the members that they carry. */
  headerOf: ReadonlyMap<string, Member & { header: string }>;
  prefixes: (Member & { prefix: string })[];
  payload?: Member;
  statusCode?: Member;
  /** What is left travels in the body. */
  body: Member[];
  /** Names of the members that a request cannot do without, and the keys of those that are query parameters or headers. */
  required: ReadonlySet<string>;
  requiredQueries: string[];
  requiredHeaders: string[];
}

const known = new WeakMap<NormalizedSchema, Bindings>();

/** Sorts a structure's members by their HTTP traits; the same for every call, so it is kept. */
export function bindingsOf(schema: NormalizedSchema): Bindings {
  let bindings = known.get(schema);
  if (!bindings) known.set(schema, (bindings = sortMembers(schema)));
  return bindings;
}

function sortMembers(schema: NormalizedSchema): Bindings {
  const sorted: Bindings = { labels: [], queries: [], headers: [], byHeader: new Map(), headerOf: new Map(), prefixes: [], body: [], required: requiredOf(schema), requiredQueries: [], requiredHeaders: [] };
  if (schema.isUnitSchema()) return sorted;
  for (const [name, member] of schema.structIterator()) {
    const traits = member.getMergedTraits();
    const entry: Member = { name, schema: member };
    if (traits.httpLabel) sorted.labels.push(entry);
    else if (traits.httpQuery) sorted.queries.push({ ...entry, key: String(traits.httpQuery) });
    else if (traits.httpQueryParams) sorted.queryParams = entry;
    else if (traits.httpHeader) sorted.headers.push({ ...entry, header: String(traits.httpHeader).toLowerCase() });
    else if (traits.httpPrefixHeaders !== undefined) sorted.prefixes.push({ ...entry, prefix: String(traits.httpPrefixHeaders).toLowerCase() });
    else if (traits.httpPayload) sorted.payload = entry;
    else if (traits.httpResponseCode) sorted.statusCode = entry;
    else sorted.body.push(entry);
  }
  sorted.byHeader = new Map(sorted.headers.map((entry) => [entry.header, entry]));
  sorted.headerOf = new Map(sorted.headers.map((entry) => [entry.name, entry]));
  sorted.requiredQueries = sorted.queries.filter(({ name }) => sorted.required.has(name)).map(({ key }) => key);
  sorted.requiredHeaders = sorted.headers.filter(({ name }) => sorted.required.has(name)).map(({ header }) => header);
  return sorted;
}

/** A published structure lists its required members first and says how many there are in its seventh place. */
function requiredOf(schema: NormalizedSchema): Set<string> {
  const structure: unknown = schema.getSchema();
  if (!Array.isArray(structure) || !Array.isArray(structure[4])) return new Set();
  return new Set((structure[4] as string[]).slice(0, Number(structure[6] ?? 0)));
}
