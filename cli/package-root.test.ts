/** Where Muster lies, and what it takes from there when the working folder has none of its own. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fromSources, ownOrShipped, packageRoot, version } from './package-root';

test('the package is the nearest folder with a package.json, and tells its version', () => {
  assert.ok(existsSync(join(packageRoot, 'package.json')) && existsSync(join(packageRoot, 'cli', 'package-root.ts')));
  assert.match(version(), /^\d+\.\d+\.\d+/);
  assert.equal(fromSources, true);
});

test('a plan of one\'s own goes before the one that comes along', (t) => {
  const [home, folder] = [process.cwd(), mkdtempSync(join(tmpdir(), 'muster-own-'))];
  t.after(() => {
    process.chdir(home);
    rmSync(folder, { recursive: true, force: true });
  });
  const plan = join('infra', 'plan.yaml');
  process.chdir(folder);
  assert.equal(ownOrShipped(plan), join(packageRoot, plan));
  mkdirSync('infra');
  writeFileSync(plan, 'name: mine\n');
  assert.equal(ownOrShipped(plan), plan);
});
