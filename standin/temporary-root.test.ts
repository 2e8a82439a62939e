/** Memory is used for temporary files only where it is plenty, may run programs, and nobody has chosen otherwise. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { temporaryRoot } from './temporary-root';

function mounts(context: TestContext, line: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'muster-mounts-'));
  context.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'mounts');
  writeFileSync(file, `proc /proc proc rw 0 0\n${line}\n`);
  return file;
}

test('a directory that somebody has chosen is used', async () => {
  assert.equal(await temporaryRoot('/var/tmp/mine'), '/var/tmp/mine');
});

test('memory that may not run programs is not used', async (t) => {
  assert.equal(await temporaryRoot('/tmp', mounts(t, 'shm /dev/shm tmpfs rw,nosuid,nodev,noexec,size=65536k 0 0')), '/tmp');
});

test('where there is no such memory the system decides', async (t) => {
  assert.equal(await temporaryRoot('/tmp', mounts(t, 'disk / ext4 rw 0 0')), '/tmp');
  assert.equal(await temporaryRoot('/tmp', '/nowhere/mounts'), '/tmp');
});
