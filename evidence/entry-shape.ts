/** Which members each kind of entry must have, for reading ledgers that somebody else may have written. */
import type { EntryBody } from './entry';

type MemberType = 'string' | 'number' | 'boolean' | 'object' | 'boolean or null' | 'number or null' | 'string or null' | 'object or null';

type Shape<Body> = { readonly [Member in Exclude<keyof Body, 'kind'>]: MemberType };

/** One row a kind; the compiler sees to it that none, and no member, is forgotten. */
const shapes: { readonly [Kind in EntryBody['kind']]: Shape<Extract<EntryBody, { kind: Kind }>> } = {
  plan: {
    drill: 'string', scenario: 'string', feature: 'string', line: 'number', class: 'string', plan: 'object', runbookDigest: 'string',
    component: 'string or null', objectives: 'object or null', owner: 'string', target: 'string', seed: 'number', mischief: 'object',
  },
  guard: { guard: 'string', passed: 'boolean', detail: 'string' },
  phase: { phase: 'string', edge: 'string' },
  mark: { mark: 'string', notBefore: 'string', notAfter: 'string', component: 'string' },
  'undo-filed': { undo: 'string', does: 'string', action: 'string', arguments: 'object' },
  'undo-done': { undo: 'string', result: 'string', detail: 'string' },
  call: {
    service: 'string', operation: 'string', region: 'string', input: 'object', outcome: 'string', error: 'object or null',
    command: 'string', asked: 'string', answered: 'string',
  },
  look: { subject: 'string', good: 'boolean or null', saw: 'string', provesData: 'boolean' },
  witness: { component: 'string', event: 'string', file: 'string', lines: 'number', digest: 'string' },
  check: {
    check: 'string', component: 'string', method: 'string', passed: 'boolean or null', provesData: 'boolean', detail: 'string',
    population: 'number', examined: 'number',
  },
  promise: { promise: 'string', component: 'string', objectiveSeconds: 'number', from: 'string', to: 'string' },
  measure: {
    measure: 'string', component: 'string', objectiveSeconds: 'number', notBeforeSeconds: 'number or null', notAfterSeconds: 'number or null',
    detail: 'object',
  },
  verdict: { about: 'string', verdict: 'string', reason: 'string' },
  finding: { severity: 'string', title: 'string', detail: 'string', owner: 'string' },
  human: { role: 'string', act: 'string' },
  artifact: { path: 'string', mediaType: 'string', digest: 'string' },
  seal: { outcome: 'string', reason: 'string', entries: 'number' },
};

const link: { readonly [member: string]: MemberType } = { seq: 'number', at: 'string', previous: 'string', hash: 'string' };

/** What keeps `value` from being an entry, in words; undefined when nothing does. */
export function misshapen(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'is no entry';
  const entry = new Map<string, unknown>(Object.entries(value));
  const kind = entry.get('kind');
  if (typeof kind !== 'string' || !Object.hasOwn(shapes, kind)) return `has no kind of entry that is known (${JSON.stringify(kind)})`;
  // Just looked up: kind is one of the keys.
  const expected = { ...shapes[kind as EntryBody['kind']], ...link };
  for (const [member, type] of Object.entries(expected)) {
    if (!isOf(type, entry.get(member))) return `is a "${kind}" entry whose "${member}" is not ${type}`;
  }
  const surplus = [...entry.keys()].find((member) => member !== 'kind' && !Object.hasOwn(expected, member));
  return surplus === undefined ? undefined : `is a "${kind}" entry with a member "${surplus}" that the kind does not have`;
}

function isOf(type: MemberType, value: unknown): boolean {
  if (value === null) return type.endsWith(' or null');
  return typeof value === type.replace(' or null', '');
}
