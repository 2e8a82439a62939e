/** Rehearsals are deterministic: the same plan, book and seed give the same head and the same instants, wherever and however they run. */
import assert from 'node:assert/strict';
import { cpSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test, type TestContext } from 'node:test';
import { muster, type Surroundings, temporaryFolder } from '../command/muster';

interface Run {
  head: string;
  seed: number;
  verdict: string;
  scenarios: { name: string; verdict: string; rto: object; rpo: object; marks: object; phases: object; ledger: { head: string } }[];
}

async function drill(context: TestContext, args: readonly string[], surroundings?: Surroundings): Promise<Run> {
  const { code, stdout, stderr } = await muster(['drill', '--json', '--out', temporaryFolder(context), ...args], surroundings);
  assert.equal(code, 0, stderr);
  // drill.json, whose form is pinned by its schema.
  return JSON.parse(stdout) as Run;
}

const instants = ({ scenarios }: Run): object => scenarios.map(({ marks, phases }) => ({ marks, phases }));

test('one seed gives one head, two drills at a time too, in another place, time zone and language', async (t) => {
  const first = await drill(t, ['--seed', '7']);
  const elsewhere = temporaryFolder(t);
  cpSync(resolve(__dirname, '..', '..', 'features'), join(elsewhere, 'features'), { recursive: true });
  const other = await drill(t, ['--seed', '7', '--parallel', '2'], {
    cwd: elsewhere,
    environment: { TZ: 'Pacific/Chatham', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
  });
  assert.deepEqual(instants(other), instants(first));
  assert.equal(other.head, first.head);
});

test('two runs at once, each the load of the other, give one head', async (t) => {
  const two = ['features/data-corruption/bad-migration.feature', 'features/data-center-outage/lost-bucket.feature', '--seed', '7'];
  const [one, other] = await Promise.all([drill(t, two), drill(t, two)]);
  assert.equal(one.head, other.head);
});

test('another seed gives another head', async (t) => {
  const bucket = 'features/data-corruption/overwritten-objects.feature';
  const [seven, eight] = [await drill(t, [bucket, '--seed', '7']), await drill(t, [bucket, '--seed', '8'])];
  assert.notEqual(eight.head, seven.head);
});

test('the head of a run is that of its drills in book order, and what verify says', async (t) => {
  const out = temporaryFolder(t);
  const { code } = await muster(['drill', 'features/data-corruption/overwritten-objects.feature', '--json', '--out', out]);
  assert.equal(code, 0);
  const { stdout: listing } = await muster(['verify', 'nothing', '--out', out]).then(({ stderr }) => ({ stdout: stderr }));
  const [, run] = /Runs in .*: (\S+?)\.$/m.exec(listing) ?? [];
  assert.ok(run);
  const verified = await muster(['verify', run, '--out', out]);
  assert.equal(verified.code, 0, verified.stderr);
  // drill.json, whose form is pinned by its schema.
  const { head } = JSON.parse(readFileSync(join(out, run, 'drill.json'), 'utf8')) as Run;
  assert.ok(verified.stdout.includes(head));
});
