/** `npm run check`: every rule of the house, each by a tool, as many at a time as there are cores. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

const FOLDERS = ['aws', 'bench', 'cli', 'drill', 'evidence', 'experiments', 'infra', 'measure', 'plan', 'reports', 'standin', 'steps', 'test', 'time'];
const TYPESCRIPT = ['--require', 'ts-node/register'];

/** The slowest first. */
const CHECKS: Record<string, readonly [command: string, ...args: string[]]> = {
  'lint and types, first half': ['node', ...TYPESCRIPT, 'test/house/typescript.ts', '0', '2'],
  'lint and types, second half': ['node', ...TYPESCRIPT, 'test/house/typescript.ts', '1', '2'],
  steps: ['node', ...TYPESCRIPT, 'test/house/steps.ts'],
  'unused code': ['knip', '--no-progress'],
  'unused code but for tests': ['knip', '--no-progress', '--production', '--exclude', 'dependencies,unlisted,binaries'],
  imports: ['depcruise', '--config', '.dependency-cruiser.mjs', ...FOLDERS],
  'folder size': ['node', ...TYPESCRIPT, 'test/house/folders.ts'],
};

void main();

async function main(): Promise<void> {
  const waiting = Object.entries(CHECKS);
  let failed = 0;
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      if (!(await passes(...next))) failed += 1;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  console.log(`${Object.keys(CHECKS).length - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

/** Runs one check; what it says is shown only when it fails. */
function passes(name: string, [command, ...args]: readonly [string, ...string[]]): Promise<boolean> {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
      console.log(`${code === 0 ? '✔' : '✖'} ${name} (${seconds} s)`);
      if (code !== 0) console.log(said.trimEnd().replace(/^/gm, '    '));
      resolve(code === 0);
    });
  });
}
