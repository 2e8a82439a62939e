/** For tests: what may be done to a bucket, drawn at random. */
import fc from 'fast-check';
import type { Rule } from './lifecycle-model';

/** The nth version of a key, the newest being 0; one that is gone; or whichever is current. */
export type Which = number | 'gone' | 'current';

export type Step =
  | { act: 'put'; key: string; body: string; tag: string | undefined; storageClass: string; condition: 'none' | 'absent' | 'same' | 'other'; days: number | undefined }
  | { act: 'copy'; key: string; from: string; which: Which; storageClass: string | undefined }
  | { act: 'delete'; key: string }
  | { act: 'remove'; key: string; which: number | 'gone'; bypass: boolean }
  | { act: 'batch'; objects: { key: string; which: Which }[]; bypass: boolean }
  | { act: 'read'; key: string; which: Which }
  | { act: 'tag'; key: string; which: Which; tag: string | undefined }
  | { act: 'version'; status: 'Enabled' | 'Suspended' }
  | { act: 'begin'; key: string; tag: string | undefined; storageClass: string }
  | { act: 'part'; nth: number; number: 1 | 2; body: string }
  | { act: 'complete' | 'abort'; nth: number; ended: boolean }
  | { act: 'list'; prefix: string; delimiter: string; most: number }
  | { act: 'restore'; key: string; which: Which; tier: 'Expedited' | 'Standard'; days: number }
  | { act: 'rules'; rules: Rule[] }
  | { act: 'retain'; key: string; which: Which; mode: 'GOVERNANCE' | 'COMPLIANCE' | undefined; days: number; bypass: boolean }
  | { act: 'hold'; key: string; which: Which; on: boolean }
  | { act: 'pause'; on: boolean }
  | { act: 'wait'; seconds: number };

export type Kind = 'plain' | 'locking' | 'replicating';

const key = fc.constantFrom('a', 'b/1', 'b/c/2', '\uFF5E', '\u{1F4A5}');
const body = fc.string({ maxLength: 5 });
const tag = fc.option(fc.constantFrom('x', 'y'), { nil: undefined });
const which: fc.Arbitrary<Which> = fc.oneof({ weight: 3, arbitrary: fc.nat({ max: 3 }) }, fc.constant('gone' as const), { weight: 3, arbitrary: fc.constant('current' as const) });
const storageClass = fc.constantFrom('STANDARD', 'STANDARD', 'STANDARD', 'STANDARD_IA', 'GLACIER', 'DEEP_ARCHIVE');
const bypass = fc.boolean();
const nth = fc.nat({ max: 2 });
const firstMostly = fc.constantFrom(0, 0, 1);

const some = fc.integer({ min: 1, max: 4 });
const few = fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined });
const cold = fc.constantFrom('INTELLIGENT_TIERING', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE');
const about = { prefix: fc.constantFrom('', '', 'b/'), tag };
const sized = { ...about, above: fc.constantFrom(0, 2) };
// What the generator draws is a rule, though it cannot tell TypeScript that a list of three is a tuple.
const rule = fc.oneof(
  fc.record({ ...about, expire: some }),
  fc.record({ prefix: about.prefix, markers: fc.constant(true) }),
  fc.record({ ...sized, move: fc.tuple(fc.nat({ max: 3 }), cold) }),
  fc.record({ ...about, expireOld: fc.tuple(some, few) }),
  fc.record({ ...sized, moveOld: fc.tuple(fc.nat({ max: 3 }), few, cold) }),
  fc.record({ prefix: about.prefix, abort: some }),
) as fc.Arbitrary<Rule>;

const one = <T>(value: T): fc.Arbitrary<T> => fc.constant(value);
const everywhere: fc.WeightedArbitrary<Step>[] = [
  { weight: 14, arbitrary: fc.record({ act: one('put' as const), key, body, tag, storageClass, condition: fc.constantFrom('none', 'none', 'none', 'absent', 'same', 'other'), days: one(undefined) }) },
  { weight: 5, arbitrary: fc.record({ act: one('copy' as const), key, from: key, which, storageClass: fc.option(storageClass, { nil: undefined }) }) },
  { weight: 6, arbitrary: fc.record({ act: one('delete' as const), key }) },
  { weight: 6, arbitrary: fc.record({ act: one('remove' as const), key, which: fc.oneof(nth, one('gone' as const)), bypass: one(false) }) },
  { weight: 2, arbitrary: fc.record({ act: one('batch' as const), objects: fc.array(fc.record({ key, which }), { minLength: 1, maxLength: 3 }), bypass: one(false) }) },
  { weight: 4, arbitrary: fc.record({ act: one('read' as const), key, which }) },
  { weight: 4, arbitrary: fc.record({ act: one('tag' as const), key, which, tag }) },
  { weight: 3, arbitrary: fc.record({ act: one('version' as const), status: fc.constantFrom('Enabled', 'Suspended') }) },
  { weight: 3, arbitrary: fc.record({ act: one('begin' as const), key, tag, storageClass }) },
  { weight: 4, arbitrary: fc.record({ act: one('part' as const), nth: firstMostly, number: fc.constantFrom(1, 1, 1, 2), body }) },
  { weight: 4, arbitrary: fc.record({ act: fc.constantFrom('complete', 'complete', 'complete', 'abort'), nth: firstMostly, ended: fc.constantFrom(false, false, false, true) }) },
  { weight: 3, arbitrary: fc.record({ act: one('list' as const), prefix: fc.constantFrom('', 'b', 'b/', 'x'), delimiter: fc.constantFrom('', '/'), most: fc.integer({ min: 2, max: 7 }) }) },
  { weight: 7, arbitrary: fc.record({ act: one('restore' as const), key, which: fc.oneof(nth, one('current' as const)), tier: fc.constantFrom('Expedited', 'Standard', 'Standard'), days: some }) },
  { weight: 3, arbitrary: fc.record({ act: one('rules' as const), rules: fc.array(rule, { maxLength: 3 }) }) },
  { weight: 9, arbitrary: fc.record({ act: one('wait' as const), seconds: fc.constantFrom(1, 7, 3_600, 3_600, 3 * 3_600, 6 * 3_600, 24 * 3_600, 31 * 3_600, 49 * 3_600) }) },
];

const steps: Record<Kind, fc.Arbitrary<Step>> = {
  plain: fc.oneof(...everywhere),
  locking: fc.oneof(
    ...everywhere,
    { weight: 6, arbitrary: fc.record({ act: one('put' as const), key, body, tag, storageClass, condition: one('none' as const), days: some }) },
    { weight: 12, arbitrary: fc.record({ act: one('retain' as const), key, which: fc.oneof(nth, one('current' as const)), mode: fc.constantFrom('GOVERNANCE', 'GOVERNANCE', 'COMPLIANCE', undefined), days: some, bypass }) },
    { weight: 5, arbitrary: fc.record({ act: one('hold' as const), key, which, on: fc.boolean() }) },
    { weight: 6, arbitrary: fc.record({ act: one('remove' as const), key, which: nth, bypass }) },
    { weight: 2, arbitrary: fc.record({ act: one('batch' as const), objects: fc.array(fc.record({ key, which }), { minLength: 1, maxLength: 3 }), bypass }) },
  ),
  replicating: fc.oneof(...everywhere, { weight: 4, arbitrary: fc.record({ act: one('pause' as const), on: fc.boolean() }) }),
};

export interface Sequence {
  kind: Kind;
  steps: Step[];
}

/** Up to `most` steps on a bucket of some kind. */
export function sequences(most: number): fc.Arbitrary<Sequence> {
  return fc.constantFrom<Kind>('plain', 'locking', 'replicating').chain((kind) => fc.record({ kind: one(kind), steps: fc.array(steps[kind], { minLength: 1, maxLength: most, size: 'max' }) }));
}
