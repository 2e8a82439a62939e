/** Runs tests in as many processes as there are cores: all that stand beside the code, or those in the folders and files named; `histories` stands for those that take minutes. */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Message } from './run-part';
import { testFiles } from './test-files';

const words = process.argv.slice(2);
const waiting = testFiles(words);
const sum = { passed: 0, failed: 0, skipped: 0 };
let failures = '';

void main();

async function main(): Promise<void> {
  if (waiting.length === 0) console.error(`no test lies under "${words.join('", "')}"; name a folder such as standin/s3, or a file`);
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), waiting.length) }, runPart));
  for (const file of waiting) fail(`${file} was not run`);
  process.stdout.write(failures);
  console.log(`${sum.passed} passed, ${sum.failed} failed${sum.skipped ? `, ${sum.skipped} skipped` : ''}`);
  process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;
}

/** Deals files to one process, each when it is done with the one before; what a file's tests say is shown when it is through. */
function runPart(): Promise<void> {
  const child = fork(join(__dirname, 'run-part.ts'));
  let file: string | undefined;
  let through = false;
  const hear = (message: Message): void => {
    if ('ready' in message) {
      file = waiting.shift();
      child.send({ file });
    } else if ('failures' in message) {
      failures += message.failures;
      through = true;
    } else {
      process.stdout.write(message.text);
      for (const count of ['passed', 'failed', 'skipped'] as const) sum[count] += message[count];
    }
  };
  child.on('message', hear);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code !== 0 || !through) fail(`a process that ran tests ended with ${signal ?? `exit code ${code}`}${file ? ` in ${file}` : ' after its last file'}`);
      resolve();
    });
  });
}

function fail(why: string): void {
  console.error(`✖ ${why}`);
  sum.failed += 1;
}
