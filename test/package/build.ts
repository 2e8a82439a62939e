/** `npm run build`: what ships, compiled into dist/ from nothing, so that no file of an earlier build stays. */
import { cpSync, rmSync } from 'node:fs';
import { $ } from 'zx';

void main();

async function main(): Promise<void> {
  rmSync('dist', { recursive: true, force: true });
  await $({ stdio: 'inherit' })`tsc --project tsconfig.build.json --pretty`;
  // It is no program of ours but an instance's, and is read as it is.
  cpSync('infra/server/user-data.sh', 'dist/infra/server/user-data.sh');
}
