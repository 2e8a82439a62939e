/** What is set for one server alone: parameters, the identity that it shows to clients, and whether it takes those who do not encrypt. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerIdentity } from '../tls/authority';
import { customFile, hostAccess } from './configuration';
import type { Ground } from './ground';
import { giveTo } from './server-user';

export interface Custom {
  /** By name; they hold over what all servers have in common. */
  parameters: Readonly<Record<string, string>>;
  identity: ServerIdentity;
  /** Whether clients must encrypt. */
  forceTls: boolean;
}

/** Writes it into a data directory, where backups and standbys take it from. The server has to read it yet. Answers whether anything was written. */
export async function customise({ user }: Ground, directory: string, { parameters, identity, forceTls }: Custom): Promise<boolean> {
  const lines = Object.entries({ ...parameters, ssl: 'on' }).map(([name, value]) => `${name} = '${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'\n`);
  const files: [name: string, text: string][] = [
    ['server.crt', identity.certificate],
    ['server.key', identity.key],
    ['pg_hba.conf', forceTls ? hostAccess.replace(/^host (?=all +all )/m, 'hostssl ') : hostAccess],
    [customFile, lines.join('')],
  ];
  let changed = false;
  for (const [name, text] of files) {
    const path = join(directory, name);
    if ((await readFile(path, 'utf8').catch(() => undefined)) === text) continue;
    await writeFile(path, text, { mode: 0o600 });
    await giveTo(user, path);
    changed = true;
  }
  return changed;
}
