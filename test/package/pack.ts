/** The package as a stranger gets it: packed, installed into an empty folder, drilled with there. */
import assert from 'node:assert/strict';
import { globSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { $ } from 'zx';

/** Everything that may be in the package, and nothing may be in it that is not here. */
const SHIPPED = [
  /^(package\.json|README\.md|LICENSE)$/,
  /^cli\/(start|node-version)\.js$/,
  /^dist\/(aws|cli|drill|evidence|experiments|infra|measure|plan|reports|standin|steps|time)\/.+\.(js|d\.ts)$/,
  /^dist\/infra\/server\/user-data\.sh$/,
  /^dist\/(plan\/schema|experiments\/fis\/[^/]+)\.json$/,
  /^features\/(?!red\/).+\.feature$/,
  /^infra\/plan\.yaml$/,
  /^experiments\/fis\/[^/]+\.json$/,
  /^plan\/schema\.json$/,
  /^reports\/[^/]+\.schema\.json$/,
];
const TESTS = /\.test\.|-under-test\.|\/(testing|sample)\//;
const NEEDED = ['cli/start.js', 'dist/cli/muster.js', 'dist/cli/muster.d.ts', 'dist/infra/server/user-data.sh', 'infra/plan.yaml', 'plan/schema.json', 'README.md', 'LICENSE'];

const folder = mkdtempSync(join(tmpdir(), 'muster-package-'));
const elsewhere = $({ cwd: folder, quiet: true, nothrow: true });
let tarball = '';

after(() => rmSync(folder, { recursive: true }));

test('the package holds the compiled command with its types, the book and the plan, and nothing else', async () => {
  await $({ quiet: true })`npm pack --silent --pack-destination ${folder}`;
  tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  const listing = await elsewhere`tar -tzf ${tarball}`;
  const files = listing.lines().map((line) => line.replace(/^package\//, ''));
  assert.deepEqual(NEEDED.filter((file) => !files.includes(file)), [], 'missing');
  assert.deepEqual(files.filter((file) => TESTS.test(file) || !SHIPPED.some((pattern) => pattern.test(file))), [], 'not to be shipped');
});

test('it installs into an empty folder, and its command says its version there', async () => {
  // Without a package.json of its own, npm would install into the nearest folder above that has one.
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const installed = await elsewhere`npm install --prefer-offline --no-audit --no-fund ./${tarball}`;
  assert.equal(installed.exitCode, 0, installed.stderr);
  const said = await elsewhere`npx muster --version`;
  assert.equal(said.stdout.trim(), (readJson('package.json') as { version: string }).version, said.stderr);
});

test('a drill there performs what is asked for of the book that came along, and writes its report below the working directory', async () => {
  const drilled = await elsewhere`npx muster drill --seed 7 --tags @risk:R-11`;
  assert.equal(drilled.exitCode, 0, `${drilled.stdout}\n${drilled.stderr}`);
  const runs = readdirSync(join(folder, 'reports', 'out'));
  assert.equal(runs.length, 1);
  const run = join(folder, 'reports', 'out', runs[0] ?? '');
  for (const file of ['index.html', 'drill.json', 'junit.xml', 'messages.ndjson']) assert.ok(statSync(join(run, file)).size > 0, file);
  const asked = globSync('features/!(red)/*.feature').filter((feature) => readFileSync(feature, 'utf8').includes('@risk:R-11'));
  const report = readJson(join(run, 'drill.json')) as { target: string; seed: number; verdict: string; scenarios: unknown[] };
  assert.deepEqual([report.target, report.seed, report.verdict, report.scenarios.length], ['stand-in', 7, 'met', asked.length]);
  const verified = await elsewhere`npx muster verify ${run}`;
  assert.equal(verified.exitCode, 0, `${verified.stdout}\n${verified.stderr}`);
});

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
