/** A standby that lags by as much as is wanted: it is handed the log of another server up to a position, and has that and no more. */
import { access, mkdir, open, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Keeper } from '../../keeper';
import type { BaseBackup } from '../base-backup';
import type { PostgresCluster } from '../cluster';
import type { Ground } from '../ground';
import { parseLsn, segmentOf, segmentOfFile, segmentSize } from '../log/lsn';
import { giveTo } from '../server-user';
import { copyOne } from '../tree';
import { standBy } from './stand-by';

/** Real seconds in which what was handed over must be replayed. */
const patienceSeconds = 60;

const pageSize = 8_192;

export class HeldBackStandby {
  private constructor(
    private readonly ground: Ground,
    readonly cluster: PostgresCluster,
    private arrived: number,
  ) {}

  /** Brings a base backup back at `directory`, which must not exist, as a server that waits for more of the log. */
  static async make(ground: Ground, keeper: Keeper, base: BaseBackup, directory: string): Promise<HeldBackStandby> {
    return new HeldBackStandby(ground, await standBy(ground, keeper, base.directory, directory), base.stop);
  }

  /** One that was made before, and does not run now; it was handed the log up to a position. */
  static again(ground: Ground, cluster: PostgresCluster, arrived: number): HeldBackStandby {
    return new HeldBackStandby(ground, cluster, arrived);
  }

  /** Up to which position it was handed the log. */
  get position(): number {
    return this.arrived;
  }

  /**
   * Hands over the log up to the end of a record, and answers once it is replayed. `from` are directories that hold it between them.
   * Nothing happens where it has as much already. While the server does not run, it is handed nothing.
   */
  async advance(position: number, from: readonly string[]): Promise<void> {
    // The header of a page, and the file of a segment, come with the first record behind them.
    const to = endOf(position);
    if (to <= this.arrived || !this.cluster.address) return;
    const found = await segmentsIn(from);
    for (const history of found.histories) await this.#takeHistory(history);
    for (let segment = segmentOf(this.arrived); segment <= segmentOf(to - 1); segment++) {
      const source = found.segments.get(segment);
      if (source) await this.#take(source, segment, to);
      else throw new Error(`segment ${segment} of the log is in none of ${from.join(', ')}`);
    }
    this.arrived = to;
    await this.#replayed(to);
  }

  get #log(): string {
    return join(this.cluster.directory, 'pg_wal');
  }

  async #takeHistory({ directory, name }: Found): Promise<void> {
    const target = join(this.#log, name);
    if (!(await exists(target))) await copyOne(join(directory, name), target, this.ground.user);
  }

  /** A segment of a timeline that is new to it is taken from its beginning: it says again what the old timeline's said. */
  async #take({ directory, name }: Found, segment: number, to: number): Promise<void> {
    const target = join(this.#log, name);
    const fresh = !(await exists(target));
    const begin = fresh ? segment * segmentSize : Math.max(this.arrived, segment * segmentSize);
    const end = Math.min(to, (segment + 1) * segmentSize);
    const bytes = await readPart(join(directory, name), begin % segmentSize, end - begin);
    if (!fresh) return writePart(target, begin % segmentSize, bytes);
    const unfinished = join(this.cluster.directory, `${name}.unfinished`);
    await writeFile(unfinished, bytes, { mode: 0o600 });
    await giveTo(this.ground.user, unfinished);
    await writePart(unfinished, segmentSize, Buffer.alloc(0));
    await mkdir(this.#log, { recursive: true });
    await rename(unfinished, target);
  }

  async #replayed(to: number): Promise<void> {
    for (let waited = 0; waited < patienceSeconds * 1_000; waited += 2) {
      const [row] = await this.cluster.query<{ lsn: string }>({ name: 'replayed', text: 'select pg_last_wal_replay_lsn()::text as lsn' });
      if (parseLsn(row?.lsn ?? '') >= to) return;
      await delay(2);
    }
    throw new Error('a standby did not replay what it was handed');
  }
}

interface Found {
  directory: string;
  name: string;
}

/** The segments that lie in directories, each of its newest timeline, and the histories of timelines. */
async function segmentsIn(directories: readonly string[]): Promise<{ segments: Map<number, Found>; histories: Found[] }> {
  const [segments, histories] = [new Map<number, Found>(), [] as Found[]];
  for (const directory of directories) {
    for (const name of await readdir(directory)) {
      const segment = segmentOfFile(name);
      if (segment === undefined && /^[0-9A-F]{8}\.history$/.test(name)) histories.push({ directory, name });
      if (segment !== undefined && name >= (segments.get(segment)?.name ?? '')) segments.set(segment, { directory, name });
    }
  }
  return { segments, histories };
}

/** Behind the header of a page nothing has been replayed yet that was not before it. */
function endOf(position: number): number {
  const header = position % segmentSize < pageSize ? 40 : 24;
  const into = position % pageSize;
  return into <= header ? position - into : position;
}

async function readPart(path: string, position: number, length: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(length);
    await file.read(bytes, 0, length, position);
    return bytes;
  } finally {
    await file.close();
  }
}

/** Nothing but the file's length changes where there are no bytes. */
async function writePart(path: string, position: number, bytes: Buffer): Promise<void> {
  const file = await open(path, 'r+');
  try {
    if (bytes.length > 0) await file.write(bytes, 0, bytes.length, position);
    else await file.truncate(position);
  } finally {
    await file.close();
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
