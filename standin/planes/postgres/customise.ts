/** What is set for one server alone: parameters, the identity that it shows to clients, and whether it takes those who do not encrypt. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerIdentity } from '../tls/authority';
import type { PostgresCluster } from './cluster';
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

/** What was new to a server. Other parameters may take a restart, all else a reload. */
export type Told = 'nothing' | 'identity' | 'parameters';

/** Writes it into a data directory, where backups and standbys take it from. The server has to read it yet. */
export async function customise({ user }: Ground, directory: string, { parameters, identity, forceTls }: Custom): Promise<Told> {
  const lines = Object.entries({ ...parameters, ssl: 'on' }).map(([name, value]) => `${name} = '${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'\n`);
  const write = (name: string, text: string): Promise<string | undefined> => replaced(join(directory, name), text, user);
  const identified = [
    await write('server.crt', identity.certificate),
    await write('server.key', identity.key),
    await write('pg_hba.conf', forceTls ? hostAccess.replace(/^host (?=all +all )/m, 'hostssl ') : hostAccess),
  ];
  const before = await write(customFile, lines.join(''));
  if (before === undefined) return identified.some((text) => text !== undefined) ? 'identity' : 'nothing';
  return [before, lines.join('')].every((text) => text === '' || text === "ssl = 'on'\n") ? 'identity' : 'parameters';
}

/** The text that was there before; undefined where it is the same. */
async function replaced(path: string, text: string, user: Ground['user']): Promise<string | undefined> {
  const before = await readFile(path, 'utf8').catch(() => '');
  if (before === text) return undefined;
  await writeFile(path, text, { mode: 0o600 });
  await giveTo(user, path);
  return before;
}

/** Has a running server read what it was told, and answers when every new connection finds it so. */
export async function reload(cluster: PostgresCluster): Promise<void> {
  const loaded = 'select pg_conf_load_time()::text as at';
  const [before] = await cluster.query<{ at: string }>(loaded);
  await cluster.query('select pg_reload_conf()');
  // The server's first process reads it before it takes another connection, and before it tells the others.
  for (let looks = 0; looks < 1_000; looks++) {
    const [now] = await cluster.query<{ at: string }>(`${loaded} from pg_sleep(0.001)`);
    if (now?.at !== before?.at) return;
  }
  throw new Error('a database server did not read its configuration anew');
}
