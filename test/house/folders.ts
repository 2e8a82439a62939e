/** Finds folders that hold more files than a person keeps in mind. */
import { globSync } from 'node:fs';
import { dirname } from 'node:path';

/** Not counting unit tests. */
const AT_MOST = 16;

const sizes = new Map<string, number>();
for (const file of globSync('**/*.ts', { exclude: (name) => ['node_modules', 'dist', 'out'].includes(name) })) {
  if (!file.endsWith('.test.ts')) sizes.set(dirname(file), (sizes.get(dirname(file)) ?? 0) + 1);
}
for (const [folder, files] of sizes) {
  if (files <= AT_MOST) continue;
  console.log(`${folder}/ holds ${files} files, and ${AT_MOST} is the most; split it by a noun`);
  process.exitCode = 1;
}
