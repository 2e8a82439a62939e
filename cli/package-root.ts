/** Where Muster itself lies, as sources or as an installed package, and what it brings along. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder that holds Muster's package.json. */
export const packageRoot = nearestPackage(__dirname);

/** True where Muster runs from its sources. */
export const fromSources = __filename.endsWith('.ts');

export function version(): string {
  // Muster's own package.json, which npm requires to have a version.
  return (JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }).version;
}

/** `path` below the working directory where it is there, and otherwise what Muster brings along under that name. */
export function ownOrShipped(path: string): string {
  return existsSync(path) ? path : join(packageRoot, path);
}

function nearestPackage(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : nearestPackage(dirname(folder));
}
