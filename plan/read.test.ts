/** A plan that is right is read whole; one that is wrong is refused with every mistake at its place. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Refused } from '../measure/endings';
import { Duration } from '../time/duration';
import { findComponent } from './find-component';
import { assertRegionLostPlanned, withRegionLost } from './region-lost';
import { parsePlan, readPlan } from './read';

const ours = join(__dirname, '..', 'infra', 'plan.yaml');
const sample = join(__dirname, 'sample', 'shop.yaml');
const text = readFileSync(sample, 'utf8');

/** What is said of the plan in which each `[right, wrong]` was changed. */
function complaints(...changes: (readonly [string, string])[]): string {
  const changed = changes.reduce((plan, [right, wrong]) => {
    assert.ok(plan.includes(right), `the plan no longer says ${right}`);
    return plan.replace(right, () => wrong);
  }, text);
  try {
    parsePlan(changed, 'plan.yaml');
  } catch (error) {
    assert.ok(error instanceof Refused);
    return error.message;
  }
  return '';
}

/** `line:column` of the first character of `what`. */
function at(what: string, from = ''): string {
  const start = text.indexOf(what, Math.max(0, text.indexOf(from)));
  const before = text.slice(0, start).split('\n');
  return `plan.yaml:${before.length}:${(before.at(-1) ?? '').length + 1}`;
}

test('the plan of this repository can be read', () => {
  assert.ok(readPlan(ours).components.length > 0);
});

test('a component has the objectives of its class', () => {
  const plan = readPlan(sample);
  const orders = findComponent(plan, 'orders');
  assert.equal(orders.kind, 'database');
  assert.equal(orders.objectives.rto.compare(Duration.hours(2)), 0);
  assert.equal(orders.objectives.rpo?.compare(Duration.minutes(5)), 0);
  assert.equal(findComponent(plan, 'invoices').kind, 'bucket');
});

test('when a region is lost the objectives for that hold, where a class has them', () => {
  const lost = parsePlan(text.replace('    retention: 35 days', '    retention: 35 days\n    regionLost: { rto: 4 hours, rpo: 1 day }'), 'plan.yaml');
  const [usual, then] = [findComponent(lost, 'orders'), findComponent(withRegionLost(lost), 'orders')];
  assert.deepEqual([usual.objectives.rpo?.inWords(), then.objectives.rpo?.inWords(), then.objectives.rto.inWords()], ['5 min', '1 d', '4 h']);
  const none = findComponent(withRegionLost(lost), 'invoices');
  assert.deepEqual(none.objectives, findComponent(lost, 'invoices').objectives);
  assert.throws(() => assertRegionLostPlanned(none), /the class "documents" of "invoices" does not say what holds then.*Give the class regionLost/);
  assertRegionLostPlanned(then);
});

test('a plan has one digest, whatever the line ends of the checkout', () => {
  assert.equal(parsePlan(text.replaceAll('\n', '\r\n'), 'plan.yaml').digest, parsePlan(text, 'plan.yaml').digest);
  assert.notEqual(parsePlan(text.replace('Orders team', 'Order team'), 'plan.yaml').digest, parsePlan(text, 'plan.yaml').digest);
});

test('every mistake is listed at once, in the order of the file', () => {
  const said = complaints(['version: "1.0"', 'version: 1.0'], ['multiAz: false', 'multiaz: false'], ['kind: bucket', 'kind: bukket']);
  assert.match(said, /4 problems/);
  const lines = [...said.matchAll(/plan\.yaml:(\d+):/g)].map(([, line]) => Number(line));
  assert.deepEqual(lines, lines.toSorted((a, b) => a - b));
  assert.match(said, /1 is not text; put it in quotes/);
  assert.ok(said.includes(`${at('multiAz: false')} "multiaz" is not something a plan says here; perhaps "multiAz" was meant`));
  assert.match(said, /kind "bukket" is not known; say database, bucket, server or function/);
});

const mistakes: readonly (readonly [name: string, right: string, wrong: string, place: string, said: string])[] = [
  ['a duration in no known unit', 'rpo: 1 minute', 'rpo: 1 fortnight', at('1 minute\n', 'documents:'), '"1 fortnight" is not a duration; write it like "15 minutes"'],
  ['an objective of no time', 'rto: 1 hour', 'rto: 0 hours', at('1 hour\n', 'documents:'), 'no time at all'],
  ['a class that is not there', 'class: documents', 'class: document', at('documents\n', 'invoices:'), 'perhaps "documents" was meant'],
  ['a risk that is not there', '[R-07]', '[R-70]', at('R-07]'), 'there is no risk "R-70"'],
  ['a risk listed twice', 'id: R-11', 'id: R-07', at('R-11'), 'risk "R-07" is listed twice'],
  ['a region drills may not go to', 'eu-central-1, eu-west-1]', 'eu-west-1]', at('eu-central-1\n', 'orders:'), 'not among the regions'],
  ['an RPO that RDS cannot keep', 'rpo: 5 minutes', 'rpo: 299 seconds', at('transactional\n', 'orders:'), 'RDS archives its logs every 5 min'],
  ['a database without backups', 'backupRetentionDays: 7', 'backupRetentionDays: 0', at('7\n', 'backupRetentionDays'), 'no automated backups'],
  ['a bucket without versions', 'versioning: true', 'versioning: false', at('true', 'versioning:'), 'say versioning: true'],
  ['a retrieval promised faster than S3 is', 'readableWithin: 5 hours', 'readableWithin: 4 hours', at('5 hours'), 'may take 5 h'],
  ['an archive after no whole days', 'after: 30 days', 'after: 36 hours', at('30 days'), 'counts this in whole days'],
  ['a replica beside its bucket', 'replica:\n      region: eu-west-1', 'replica:\n      region: eu-central-1', at('eu-west-1\n', 'replica:'), 'is lost with its bucket'],
  ['a replica where drills may not go', 'replica:\n      region: eu-west-1', 'replica:\n      region: eu-west-2', at('eu-west-1\n', 'replica:'), 'perhaps "eu-west-1" was meant'],
  ['a copy of backups beside its database', 'copy:\n        region: eu-west-1', 'copy:\n        region: eu-central-1', at('eu-west-1\n', 'copy:'), 'a copy of its backups in "eu-central-1" is lost with its database'],
  ['backups kept shorter than their class says', 'keepFor: 40 days', 'keepFor: 34 days', at('40 days'), 'are gone before the 35 d that the class "transactional" promises'],
  ['copies of backups kept for no whole days', 'keepFor: 50 days', 'keepFor: 1000 hours', at('50 days'), 'counts this in whole days'],
  ['a schedule that is none', 'schedule: cron(0 3 ? * * *)', 'schedule: at three', at('cron('), 'a schedule expression of AWS Backup such as'],
  ['a lock that outlives its data', 'for: 90 days', 'for: 400 days', at('90 days'), 'shorten the lock'],
  ['a time to notice that is none', 'stopNoticedWithin: 30 minutes', 'stopNoticedWithin: soon', at('30 minutes'), '"soon" is not a duration'],
  ['a name that is no name', '  invoices:', '  In voices:', at('invoices:'), 'lower-case letters, digits and hyphens'],
  ['a value that is not among the known', 'criticality: vital', 'criticality: dire', at('vital'), 'choose one of "vital", "important", "supporting"'],
  ['an objective left out', '    rto: 1 hour\n', '', at('rto: 1 hour', 'documents:'), '"rto" is missing; add it here'],
  ['data that nobody says how much of may be lost', '    rpo: 1 minute\n', '\n', at('documents\n', 'invoices:'), 'a bucket keeps data, and the class "documents" has no rpo'],
];

for (const [name, right, wrong, place, said] of mistakes) {
  test(`${name} is shown where it is, with what to do`, () => {
    const message = complaints([right, wrong]);
    assert.ok(message.includes(place), `${message} does not point at ${place}`);
    assert.ok(message.includes(said), `${message} does not say: ${said}`);
  });
}

test('a tier that a storage class does not have is refused', () => {
  assert.match(complaints(['storageClass: GLACIER', 'storageClass: DEEP_ARCHIVE'], ['tier: Standard', 'tier: Expedited']), /brings nothing back from DEEP_ARCHIVE by the tier Expedited; say Standard or Bulk/);
});

test('a name given twice is shown where it stands the second time', () => {
  assert.match(complaints(['drillTag:', 'owner: Somebody else\ndrillTag:']), /this name is there twice/);
});

test('a file that is no YAML is shown where it stops being so', () => {
  assert.match(complaints(['rto: 2 hours', 'rto: [2']), /plan\.yaml:\d+:\d+ this is not YAML/);
});

test('an empty plan is refused in words', () => {
  assert.throws(() => parsePlan('', 'plan.yaml'), /plan\.yaml:1:1 null is not a set of names with values/);
});

test('a plan that is not there is refused with what to do', () => {
  assert.throws(() => readPlan('no/such/plan.yaml'), (error) => error instanceof Refused && /no\/such\/plan\.yaml cannot be read.*--plan FILE/.test(error.message));
});

test('an unknown component is refused with the name that was probably meant, or with those there are', () => {
  const plan = readPlan(sample);
  assert.throws(() => findComponent(plan, 'order'), /no component "order"; perhaps "orders" was meant/);
  assert.throws(() => findComponent(plan, 'warehouse'), /known: "invoices", "orders"/);
});

test('a function keeps no data, so its class promises none back, and its time-out is one that Lambda takes', () => {
  const quotes = (dataClass: string, timeout: string): string =>
    `${text.trimEnd()}\n  quotes: { kind: function, purpose: Answers., class: ${dataClass}, criticality: important, region: eu-central-1, runtime: nodejs22.x, memoryMiB: 128, timeout: ${timeout}, alias: live }\n`.replace(
      '  documents:\n',
      '  answers: { rto: 1 hour, reason: Nothing is kept. }\n  documents:\n',
    );
  const component = findComponent(parsePlan(quotes('answers', '5 seconds'), 'plan.yaml'), 'quotes');
  assert.equal(component.objectives.rpo, undefined);
  assert.throws(() => parsePlan(quotes('documents', '5 seconds'), 'plan.yaml'), /a function keeps no data, so the rpo and the retention of "documents" can be held to nothing/);
  assert.throws(() => parsePlan(quotes('answers', '16 minutes'), 'plan.yaml'), /15 min at most/);
});
