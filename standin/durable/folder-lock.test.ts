/** A folder is one process's at a time, and of one that was killed it is nobody's. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { releaseLock, takeLock } from './folder-lock';

test('a folder that a running process has is refused, with its number', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-lock-'));
  t.after(() => rmSync(folder, { recursive: true }));
  takeLock(folder);
  assert.throws(() => takeLock(folder), { name: 'UnusableState', message: new RegExp(`^process ${process.pid} uses `) });
  releaseLock(folder);
  takeLock(folder);
});

test('a folder is free again once its process was killed, also before anybody has taken note of that', { skip: process.platform !== 'linux' }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'muster-lock-'));
  t.after(() => rmSync(folder, { recursive: true }));
  // A shell whose child ends, and which waits for something else, leaves that child defunct.
  const shell = spawn('/bin/sh', ['-c', 'sh -c "exit 0" & echo $!; exec sleep 60']);
  t.after(() => shell.kill('SIGKILL'));
  const [printed] = (await once(shell.stdout, 'data')) as [Buffer];
  writeFileSync(join(folder, 'lock'), printed.toString().trim());
  // It ends within moments; until it has, it does run.
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      takeLock(folder);
      return;
    } catch {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  takeLock(folder);
});
