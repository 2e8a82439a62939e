/** Runs the named test suites one after the other, each by its npm script, and says at the end how all of them went. */
import { spawn } from 'node:child_process';

interface Suite {
  name: string;
  passed: number;
  failed: number;
  seconds: number;
}

void main(process.argv.slice(2));

async function main(names: string[]): Promise<void> {
  const suites: Suite[] = [];
  for (const name of names) {
    console.log(`\n━━ npm run test:${name}`);
    suites.push(await runSuite(name));
  }
  console.log('\n━━ all suites');
  console.table(suites);
  const [passed, failed] = [total(suites, 'passed'), total(suites, 'failed')];
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

/**
 * Shows a suite's output as it comes, and takes its counts from the line `N passed, N failed` that it ends with.
 * A suite that does not end with exit code 0, or that never says what it ran, counts as one failure at least.
 */
function runSuite(name: string): Promise<Suite> {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', '--silent', `test:${name}`], { stdio: ['ignore', 'pipe', 'inherit'] });
    let tail = '';
    child.stdout.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      tail = (tail + chunk.toString()).slice(-2_000);
    });
    child.on('error', reject);
    child.on('close', (code) => {
      const counts = [...tail.matchAll(/^(\d+) passed, (\d+) failed/gm)].at(-1);
      const [passed, counted] = [Number(counts?.[1] ?? 0), Number(counts?.[2] ?? 0)];
      const failed = code === 0 && passed > 0 ? counted : Math.max(counted, 1);
      resolve({ name, passed, failed, seconds: Math.round((performance.now() - begun) / 100) / 10 });
    });
  });
}

function total(suites: readonly Suite[], count: 'passed' | 'failed'): number {
  return suites.reduce((sum, suite) => sum + suite[count], 0);
}
