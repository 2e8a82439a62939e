/** The bytes of volumes: each a sparse file that processes may write as they would a device, made when it is first needed. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { open, stat, truncate, utimes } from 'node:fs/promises';
import { Table } from '../../durable/table';
import type { World } from '../../world';
import { blockSize } from './block';
import { BlockMaps, type MapName } from './block-map';
import { BlockStore } from './block-store';
import { scan } from './device-scan';

interface Disk {
  sizeBytes: number;
  /** What it held when it was last looked at: its snapshot's blocks to begin with. */
  map: MapName;
  /** Whether the file is there, with those blocks in it. */
  hydrated: boolean;
}

/** A time that no write leaves on a file. File systems are too coarse with time to tell two writes apart, but not a write from this. */
const untouched = 0;

export class Disks {
  readonly blocks: BlockStore;
  readonly maps: BlockMaps;
  readonly #disks: Table<Disk>;
  readonly #directory: string;
  /** Disks whose map is known to be what the file held when it was marked untouched. */
  readonly #marked = new Set<string>();
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor({ journal, directory }: Pick<World, 'journal' | 'directory'>) {
    this.#directory = `${directory}/volumes`;
    this.blocks = new BlockStore(`${this.#directory}/blocks`);
    this.maps = new BlockMaps(journal, this.blocks);
    this.#disks = new Table(journal, 'volumes.disks');
    for (const { map } of this.#disks.values()) this.maps.retain(map);
  }

  /** Begins a disk with the blocks of a map; it costs nothing until it is used. */
  create(id: string, sizeBytes: number, map: MapName): void {
    this.maps.retain(map);
    this.#disks.put(id, { sizeBytes, map, hydrated: false });
  }

  /** The path of its file, with all of its blocks in it. */
  device(id: string): Promise<string> {
    return this.#alone(id, async () => {
      const disk = this.#disk(id);
      if (!disk.hydrated) await this.#hydrate(id, disk);
      return this.#path(id);
    });
  }

  /** The map of what it holds now, counted once for the caller. Who writes meanwhile gets any mixture of before and after. */
  capture(id: string): Promise<MapName> {
    return this.#alone(id, async () => {
      const disk = this.#disk(id);
      const map = disk.hydrated ? await this.#lookAt(id, disk) : disk.map;
      this.maps.retain(map);
      return map;
    });
  }

  /** Makes it larger. */
  grow(id: string, sizeBytes: number): Promise<void> {
    return this.#alone(id, async () => {
      const disk = this.#disk(id);
      this.#disks.put(id, { ...disk, sizeBytes });
      if (!disk.hydrated) return;
      this.#marked.delete(id);
      await truncate(this.#path(id), sizeBytes);
    });
  }

  remove(id: string): Promise<void> {
    return this.#alone(id, () => {
      const { map } = this.#disk(id);
      this.#disks.delete(id);
      this.#marked.delete(id);
      this.maps.release(map);
      rmSync(this.#path(id), { force: true });
      return Promise.resolve();
    });
  }

  has(id: string): boolean {
    return this.#disks.get(id) !== undefined;
  }

  /** How many blocks its map says are there. */
  mapOf(id: string): MapName {
    return this.#disk(id).map;
  }

  async #hydrate(id: string, disk: Disk): Promise<void> {
    if (!existsSync(`${this.#directory}/devices`)) mkdirSync(`${this.#directory}/devices`, { recursive: true });
    const file = await open(this.#path(id), 'w');
    try {
      await file.truncate(disk.sizeBytes);
      for (const { index, block } of this.maps.entries(disk.map)) {
        const bytes = this.blocks.head(block);
        if (bytes.length > 0) await file.write(bytes, 0, bytes.length, index * blockSize);
      }
    } finally {
      await file.close();
    }
    await utimes(this.#path(id), untouched, untouched);
    this.#marked.add(id);
    this.#disks.put(id, { ...this.#disk(id), hydrated: true });
  }

  /** Brings the map up to what the file holds, where anybody may have written to it. */
  async #lookAt(id: string, { map }: Disk): Promise<MapName> {
    const path = this.#path(id);
    if (this.#marked.has(id) && (await stat(path)).mtimeMs === untouched) return map;
    this.#marked.delete(id);
    await utimes(path, untouched, untouched);
    const changes = await this.#changes(path, map);
    const now = this.maps.changed(map, changes);
    for (const block of changes.values()) this.blocks.release(block);
    this.#disks.put(id, { ...this.#disk(id), map: now });
    this.maps.release(map);
    this.#marked.add(id);
    return now;
  }

  /** What a file holds that its map does not say; each of the blocks is counted once. */
  async #changes(path: string, map: MapName): Promise<Map<number, string>> {
    const changes = new Map<number, string>();
    const known = new Map([...this.maps.entries(map)].map(({ index, block }) => [index, block]));
    const file = await open(path, 'r');
    try {
      await scan(file, path, known.keys(), (index, bytes) => {
        const before = known.get(index);
        // What was written over with zeros is a block of zeros; what was never written is none.
        if (before === undefined || !this.blocks.holds(before, bytes)) changes.set(index, this.blocks.put(bytes));
      });
    } finally {
      await file.close();
    }
    return changes;
  }

  #disk(id: string): Disk {
    const disk = this.#disks.get(id);
    if (!disk) throw new Error(`there is no disk ${id}`);
    return disk;
  }

  #path(id: string): string {
    return `${this.#directory}/devices/${id}`;
  }

  /** One at a time for each disk, in the order in which they were asked for. */
  #alone<T>(id: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#queues.get(id) ?? Promise.resolve()).then(work);
    const settled = turn.catch(() => undefined).then(() => void (this.#queues.get(id) === settled && this.#queues.delete(id)));
    this.#queues.set(id, settled);
    return turn;
  }
}
