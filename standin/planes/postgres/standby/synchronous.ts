/** A standby without which no commit is acknowledged: the primary streams its log to it and waits until it is written there. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Address } from '../../gate';
import type { Keeper } from '../../keeper';
import { takeBaseBackup } from '../base-backup';
import type { PostgresCluster } from '../cluster';
import type { Ground } from '../ground';
import { superuser } from '../superuser';
import { standBy, tellStandby } from './stand-by';

/** What the standby calls itself, and what its place in the primary's log is called. */
const name = 'standby';

/** A database that nothing is written in. */
const beside = 'template1';

/** Real seconds until a standby that runs must have caught up. */
const patienceSeconds = 120;

interface Where {
  /** Under which the primary is reached, restarts of it included. */
  primary: Address;
  /** For a base backup that is gone afterwards; must not exist. */
  scratch: string;
  /** The standby's data directory; must not exist. */
  directory: string;
}

/** Makes a standby of a running primary. Once this answers, what the primary acknowledges is on both. */
export async function makeSynchronous(ground: Ground, keeper: Keeper, primary: PostgresCluster, { primary: primaryAddress, scratch, directory }: Where): Promise<PostgresCluster> {
  await dropPlace(primary);
  await primary.query('select pg_create_physical_replication_slot($1, true)', [name]);
  await takeBaseBackup(ground, primary, scratch);
  let standby: PostgresCluster | undefined;
  try {
    standby = await standBy(ground, keeper, scratch, directory, wayTo(ground, primaryAddress));
    await isIn(primary, "state = 'streaming'");
    await primary.query(`alter system set synchronous_standby_names = '${name}'`);
    await primary.query('select pg_reload_conf()');
    await isIn(primary, "sync_state = 'sync'");
    return standby;
  } catch (error) {
    await standby?.stop('SIGQUIT');
    await rm(directory, { recursive: true, force: true });
    throw error;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Tells a standby that does not run now where its primary is to be found from now on. */
export async function followFrom(ground: Ground, standby: PostgresCluster, primary: Address): Promise<void> {
  await tellStandby(ground, standby.directory, wayTo(ground, primary));
}

/** Answers once what the primary acknowledges is on both again. Throws when it takes too long. */
export async function isFollowed(primary: PostgresCluster): Promise<void> {
  await isIn(primary, "sync_state = 'sync'");
}

function wayTo({ password }: Ground, { host, port }: Address): Record<string, string> {
  return {
    primary_conninfo: `host=${host} port=${port} user=${superuser} password=${password} application_name=${name}`,
    primary_slot_name: name,
  };
}

/** Has a primary wait for its standby no longer, and keep no log for it; also one that does not run just now. */
export async function waitForNobody(primary: PostgresCluster): Promise<void> {
  if (!primary.address) {
    await rm(join(primary.directory, 'postgresql.auto.conf'), { force: true });
    await rm(join(primary.directory, 'pg_replslot', name), { recursive: true, force: true });
    return;
  }
  // Not over the usual connection: that one may itself be waiting for the standby.
  await primary.query('alter system reset synchronous_standby_names', [], beside);
  await primary.query('select pg_reload_conf()', [], beside);
  await primary.letGoOf(beside);
  await dropPlace(primary);
}

async function isIn(primary: PostgresCluster, state: string): Promise<void> {
  for (let waited = 0; waited < patienceSeconds * 1_000; waited += 5) {
    const found = await primary.query(`select from pg_stat_replication where application_name = $1 and ${state}`, [name]);
    if (found.length > 0) return;
    await delay(5);
  }
  throw new Error('a standby did not catch up with its primary');
}

async function dropPlace(primary: PostgresCluster): Promise<void> {
  for (let waited = 0; waited < patienceSeconds * 1_000; waited += 5) {
    // A place that is in use cannot be given up; whoever uses it is sent away first.
    const busy = await primary.query('select pg_terminate_backend(active_pid) from pg_replication_slots where slot_name = $1 and active', [name]);
    if (busy.length === 0) break;
    await delay(5);
  }
  await primary.query('select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = $1', [name]);
}
