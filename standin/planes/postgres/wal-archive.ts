/** The write-ahead log of one server, kept apart from it segment by segment, as RDS ships it every five minutes. */
import { link, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PostgresCluster } from './cluster';
import type { Ground } from './ground';
import { formatLsn, segmentOf, segmentOfFile, segmentSize } from './log/lsn';
import { giveTo } from './server-user';
import { copySparse } from './tree';

/** Keeps the server from dropping what the archive does not hold yet. */
const slot = 'rds_archive';

export class WalArchive {
  /** The number of the last segment that the archive holds. */
  #newest = -1;

  private constructor(
    private readonly ground: Ground,
    readonly directory: string,
  ) {}

  /** Makes an empty archive in a directory that does not exist yet, and has the server keep its log for it from now on. */
  static async begin(ground: Ground, cluster: PostgresCluster, directory: string): Promise<WalArchive> {
    await mkdir(directory, { mode: 0o700 });
    await giveTo(ground.user, directory);
    // There is one already where a server was killed in the middle of this.
    await dropSlot(cluster);
    await cluster.query('select pg_create_physical_replication_slot($1, true)', [slot]);
    const archive = new WalArchive(ground, directory);
    // Base backups of which it is to be of use are yet to come: what is older is of none.
    archive.#newest = segmentOf(await cluster.logEnd()) - 1;
    cluster.stillness.end();
    return archive;
  }

  /** An archive that is filled from another one, in a directory that need not exist yet; or one that there was before, with its newest segment. */
  static at(ground: Ground, directory: string, newest = -1): WalArchive {
    const archive = new WalArchive(ground, directory);
    archive.#newest = newest;
    return archive;
  }

  /** The number of the last segment that it holds; -1 where it holds none. */
  get newest(): number {
    return this.#newest;
  }

  /** Takes in what another archive has and this one has not. */
  async addFrom(other: string): Promise<void> {
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    await giveTo(this.ground.user, this.directory);
    const there = new Set(await readdir(this.directory));
    for (const name of await readdir(other)) {
      const isWhole = segmentOfFile(name) !== undefined || name.endsWith('.history');
      // What is archived is never written to again.
      if (isWhole && !there.has(name)) await link(join(other, name), join(this.directory, name)).catch(() => this.#takeIn(other, name));
    }
  }

  /** Ends the running segment and takes in everything that the server has written. */
  async ship(cluster: PostgresCluster): Promise<void> {
    // A restore stops before the first record at or behind its position. Where nothing was written since the last shipment
    // there would be none: the switch does nothing at the start of a segment.
    await cluster.stillness.across(async () => {
      await cluster.query("select pg_create_restore_point('shipped')");
      await cluster.query('select pg_switch_wal()');
    });
    const running = segmentOf(await cluster.logEnd());
    const log = join(cluster.directory, 'pg_wal');
    for (const name of await readdir(log)) {
      const segment = segmentOfFile(name);
      const due = segment === undefined ? name.endsWith('.history') : segment > this.#newest && segment < running;
      if (due) await this.#takeIn(log, name);
    }
    this.#newest = Math.max(this.#newest, running - 1);
    await cluster.query('select pg_replication_slot_advance($1, $2::pg_lsn)', [slot, formatLsn(running * segmentSize)]);
  }

  /** Has a standby keep what the archive may be in need of once it is promoted; again, to let go of what the archive has by now. */
  async keepOn(standby: PostgresCluster): Promise<void> {
    await standby.query('select pg_create_physical_replication_slot($1, true) where not exists (select from pg_replication_slots where slot_name = $1)', [slot]);
    // Nothing is let go of that the standby has not replayed, and nothing is taken back.
    await standby.query(
      'select pg_replication_slot_advance($1, least($2::pg_lsn, pg_last_wal_replay_lsn())) from pg_replication_slots where slot_name = $1 and restart_lsn < least($2::pg_lsn, pg_last_wal_replay_lsn())',
      [slot, formatLsn((this.#newest + 1) * segmentSize)],
    );
  }

  /** Goes on with a server that was promoted at a position: of what lies behind it, its own log holds from now on. */
  forkAt(lsn: number): void {
    this.#newest = Math.min(this.#newest, segmentOf(lsn) - 1);
  }

  /** Has the server keep nothing for the archive any longer. */
  async end(cluster: PostgresCluster): Promise<void> {
    await dropSlot(cluster);
  }

  /** Drops what lies wholly before a position. */
  async forgetBefore(lsn: number): Promise<void> {
    for (const name of await readdir(this.directory)) {
      const segment = segmentOfFile(name);
      if (segment !== undefined && segment < segmentOf(lsn)) await rm(join(this.directory, name));
    }
  }

  /** Under another name until it is whole: a restore may be reading. */
  async #takeIn(log: string, name: string): Promise<void> {
    const unfinished = join(this.directory, `${name}.unfinished`);
    await copySparse(join(log, name), unfinished, this.ground.user);
    await rename(unfinished, join(this.directory, name));
  }
}

async function dropSlot(cluster: PostgresCluster): Promise<void> {
  await cluster.query('select pg_drop_replication_slot(slot_name) from pg_replication_slots where slot_name = $1', [slot]);
}
