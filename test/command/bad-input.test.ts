/** Bad input gets one clear message: what, where, what to do; exit code 3, no stack trace, nothing created. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { muster, temporaryFolder } from './muster';

const scenario = (...steps: string[]): string => ['Feature: F', '', '  Scenario: S', ...steps.map((step) => `    ${step}`), ''].join('\n');

/** Runs a drill that has to be refused, and answers with what it said. */
async function refused(context: TestContext, feature: string, ...options: string[]): Promise<string> {
  const folder = temporaryFolder(context);
  mkdirSync(join(folder, 'features'));
  writeFileSync(join(folder, 'features', 'one.feature'), feature);
  const out = join(folder, 'out');
  const { code, stdout, stderr } = await muster(['drill', join(folder, 'features', 'one.feature'), '--out', out, ...options]);
  assert.equal(code, 3, stdout + stderr);
  assert.doesNotMatch(stderr, /^\s+at /m, 'no stack trace');
  assert.equal(existsSync(out) && readdirSync(out).length > 0, false, 'nothing is created');
  return stderr;
}

test('a sentence that no step says is named with its file and line, and the nearest step', async (t) => {
  const said = await refused(t, scenario('Given "orders" is protected as the plan says', 'And "orders" has been healthy since 30 minutes'));
  assert.match(said, /one\.feature:5: no step says ""?.*has been healthy since 30 minutes/);
  assert.match(said, /Correct the sentence/);
});

test('an unknown component is named with its place and the name that was probably meant', async (t) => {
  const said = await refused(t, scenario('Given "ordrs" is protected as the plan says'));
  assert.match(said, /one\.feature:4: .*no component "ordrs"; perhaps "orders" was meant/);
});

test('a malformed duration is named with its place and the forms that work', async (t) => {
  const said = await refused(t, scenario('Given "orders" takes a numbered write every ten bananas'));
  assert.match(said, /one\.feature:4: "ten bananas" is not a duration; write it like "15 minutes"/);
});

test('an unknown experiment is named with those there are', async (t) => {
  const said = await refused(t, scenario('When the experiment "bad-migratoin" damages "orders"'));
  assert.match(said, /one\.feature:4: There is no experiment "bad-migratoin"; perhaps "bad-migration" was meant/);
});

test('every problem of the book is said at once', async (t) => {
  const said = await refused(t, scenario('Given "ordrs" is protected as the plan says', 'And nobody knows this sentence'));
  assert.match(said, /2 problems/);
});

test('a feature that is no Gherkin is named with file and line', async (t) => {
  assert.match(await refused(t, 'Feature: F\n  Scenario: S\n    Given "orders"\n  nonsense here\n'), /one\.feature:4:/);
});

test('a path that is not there is named', async () => {
  const { code, stderr } = await muster(['drill', 'features/nowhere.feature']);
  assert.equal(code, 3);
  assert.match(stderr, /There is no "features\/nowhere\.feature"/);
});

test('tags that match nothing are named', async (t) => {
  assert.match(await refused(t, scenario('Given "orders" is protected as the plan says'), '--tags', '@nobody-has-this'), /No scenario matches .*@nobody-has-this/);
});

test('a tag expression that cannot be read is named', async (t) => {
  assert.match(await refused(t, scenario('Given "orders" is protected as the plan says'), '--tags', '@a and'), /--tags "@a and" cannot be read/);
});

test('a plan that is not there is named, and what to do', async (t) => {
  const said = await refused(t, scenario('Given "orders" is protected as the plan says'), '--plan', 'nowhere.yaml');
  assert.match(said, /The plan nowhere\.yaml cannot be read/);
  assert.match(said, /--plan FILE/);
});

test('a plan with a mistake is named with file, line and column', async (t) => {
  const plan = join(temporaryFolder(t), 'plan.yaml');
  writeFileSync(plan, 'name: shop\nversion: "1"\nowner: T\nclasses: {}\ncomponents:\n  orders:\n    kind: cloud\n');
  assert.match(await refused(t, scenario('Given "orders" is protected as the plan says'), '--plan', plan), /plan\.yaml:\d+:\d+ /);
});

test('an endpoint where no stand-in answers is named', async (t) => {
  const said = await refused(t, scenario('Given "orders" is protected as the plan says'), '--endpoint', 'http://127.0.0.1:9');
  assert.match(said, /No stand-in answers at http:\/\/127\.0\.0\.1:9/);
});

test('an option that is no number is named', async () => {
  const { code, stderr } = await muster(['drill', '--seed', 'seven']);
  assert.equal(code, 3);
  assert.match(stderr, /--seed.*Give a whole number/);
});

test('a run that is not there is named, with those there are', async (t) => {
  for (const verb of ['verify', 'judge', 'report']) {
    const { code, stderr } = await muster([verb, 'no-such-run', '--out', temporaryFolder(t)]);
    assert.equal(code, 3);
    assert.match(stderr, /There is no run "no-such-run"/);
  }
});

test('a port that is taken is named, and what to do', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1');
  t.after(() => taken.close());
  await once(taken, 'listening');
  // A server that listens on TCP has an address with a port.
  const { port } = taken.address() as AddressInfo;
  const { code, stderr } = await muster(['standin', '--port', String(port)]);
  assert.equal(code, 3);
  assert.match(stderr, new RegExp(`port ${port} cannot be listened on .*Give another with --port`));
  assert.doesNotMatch(stderr, /^\s+at /m);
});

test('a place that files cannot be kept in is named', async (t) => {
  const file = join(temporaryFolder(t), 'file');
  writeFileSync(file, '');
  for (const args of [['standin', '--state', join(file, 'state')], ['drill', '--out', join(file, 'out')]]) {
    const { code, stderr } = await muster(args);
    assert.equal(code, 3);
    assert.match(stderr, /ENOTDIR.*Give another/);
    assert.doesNotMatch(stderr, /^\s+at /m);
  }
});
