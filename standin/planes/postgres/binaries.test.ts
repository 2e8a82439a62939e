/** PostgreSQL's programs run wherever npm has put them, and whoever is to run them. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, cp, lstat, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { installedDirectory, preparedPrograms } from './binaries';
import { serverUser } from './server-user';

/** The programs as they are unpacked where install steps may not run: without the links between libraries. */
async function unpacked(t: TestContext): Promise<{ installed: string; scratch: string; parent: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'muster-programs-'));
  t.after(async () => {
    await chmod(join(directory, 'package'), 0o755);
    await rm(directory, { recursive: true });
  });
  await chmod(directory, 0o711);
  const [parent, scratch] = [join(directory, 'package'), join(directory, 'scratch')];
  await mkdir(scratch);
  const installed = join(parent, 'native');
  await cp(installedDirectory(), installed, {
    recursive: true,
    filter: async (path) => !path.endsWith('.a') && !(await lstat(path)).isSymbolicLink(),
  });
  return { installed, scratch, parent };
}

const version = (programs: string): string => execFileSync(join(programs, 'postgres'), ['--version'], { encoding: 'utf8', cwd: '/', ...serverUser() });

test('missing links between libraries are made on first use', async (t) => {
  const { installed, scratch } = await unpacked(t);
  const programs = await preparedPrograms(scratch, serverUser(), installed);
  assert.equal(programs, join(installed, 'bin'));
  assert.match(version(programs), /PostgreSQL\) 18/);
});

test('programs that cannot be used where they are are used as a copy', async (t) => {
  const { installed, scratch, parent } = await unpacked(t);
  // Root may write anywhere, but the user it hands its servers to may not enter; an ordinary user may not write.
  if (serverUser()) await chmod(parent, 0o700);
  else await chmod(join(installed, 'lib'), 0o555);
  const programs = await preparedPrograms(scratch, serverUser(), installed);
  assert.equal(programs, join(scratch, 'native', 'bin'));
  assert.match(version(programs), /PostgreSQL\) 18/);
  await chmod(join(installed, 'lib'), 0o755);
});
