/** Stopping a drill at any moment leaves no process and no directory: by Ctrl-C with a sealed ledger, by kill -9 within a second. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { eventually, muster, startMuster, temporaryFolder } from './muster';

/** The moments at which the drill is stopped, by what it has printed by then. */
const moments = [/REHEARSAL/, /begins/, /protect/, /steady state/, /fault/, /restore-requested/, /switch/, /clean up/];

const databaseDrill = 'features/data-corruption/bad-migration.feature';

/** Processes whose command line or environment names the folder; their own temporary files are made there. */
function processesIn(folder: string): string[] {
  const listed = execFileSync('ps', ['-eww', '-o', 'pid=,args='], { encoding: 'utf8' });
  return listed.split('\n').filter((line) => line.includes(folder));
}

for (const moment of moments) {
  test(`Ctrl-C at ${String(moment)} seals, exits 130 and leaves nothing`, async (t) => {
    const [temporary, out] = [temporaryFolder(t), temporaryFolder(t)];
    const running = startMuster(['drill', databaseDrill, '--out', out], { environment: { TMPDIR: temporary, CI: 'true' } });
    await eventually(`the drill prints ${String(moment)}`, () => moment.test(running.printed()));
    running.child.kill('SIGINT');
    const { code, stdout, stderr } = await running.ended;
    assert.equal(code, 130, stdout + stderr);
    assert.doesNotMatch(stderr, /^\s+at /m);
    const [run] = readdirSync(out);
    assert.ok(run, 'the run is kept');
    const drills = readdirSync(join(out, run, 'drills'));
    assert.equal(drills.length, 1);
    const ledger = readFileSync(join(out, run, 'drills', drills[0] ?? '', 'ledger.jsonl'), 'utf8');
    const seal = ledger.trimEnd().split('\n').at(-1) ?? '';
    // The last phase may be over before the signal gets there; then the drill was whole, and only the command was stopped.
    assert.match(seal, moment.source === 'clean up' ? /"kind":"seal"/ : /"kind":"seal".*"outcome":"aborted"/);
    assert.equal((await muster(['verify', join(out, run)])).code, 0);
    await eventually('everything is gone', () => processesIn(temporary).length === 0 && readdirSync(temporary).length === 0, 5);
  });
}

test('kill -9 of the runner leaves no PostgreSQL running and no directory', async (t) => {
  const [temporary, out] = [temporaryFolder(t), temporaryFolder(t)];
  const running = startMuster(['drill', databaseDrill, '--out', out], { environment: { TMPDIR: temporary, CI: 'true' } });
  await eventually('databases run', () => processesIn(temporary).some((line) => line.includes('postgres')));
  running.child.kill('SIGKILL');
  await running.ended;
  await eventually('everything is gone', () => processesIn(temporary).length === 0 && readdirSync(temporary).length === 0, 5);
});

test('two drills at once do not meet', async (t) => {
  const out = temporaryFolder(t);
  const runs = await Promise.all([1, 2].map((seed) => muster(['drill', databaseDrill, '--out', out, '--seed', String(seed)])));
  assert.deepEqual(runs.map(({ code }) => code), [0, 0], runs.map(({ stderr }) => stderr).join(''));
  assert.equal(readdirSync(out).length, 2);
});
