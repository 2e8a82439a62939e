/** Which block stands at which place of a disk: trees that share what they have in common, so that a map costs only what it changes. */
import { hash } from 'node:crypto';
import { Table } from '../../durable/table';
import type { Journal } from '../../durable/journal';
import type { BlockStore } from './block-store';

/** The name of a map. Two maps of the same blocks have the same name. */
export type MapName = string;

/** A block at its place; the index counts in blocks. */
export interface Placed {
  index: number;
  block: string;
}

/** What changes: a block for each index, or nothing where there is to be none. */
export type Changes = ReadonlyMap<number, string | undefined>;

/** Sixteen ways at each of seven levels reach 2^28 blocks, 128 TiB: twice the largest volume. */
const bits = 4;
const ways = 2 ** bits;
const levels = 7;

/** Slots with the names of what is below: other nodes, or at the lowest level blocks. */
type Node = Readonly<Record<string, string>>;

export const emptyMap: MapName = '';

export class BlockMaps {
  readonly #nodes: Table<Node>;
  readonly #counts = new Map<string, number>();

  constructor(
    journal: Journal,
    private readonly blocks: BlockStore,
  ) {
    this.#nodes = new Table(journal, 'volumes.block-map-nodes');
  }

  /** Counts once more on a map, and so on all of its blocks. After a restart everybody who has one says so again. */
  retain(map: MapName): void {
    if (map !== emptyMap) this.#retain(map, levels);
  }

  /** Counts once less; nodes and blocks that nothing counts on any more are removed. */
  release(map: MapName): void {
    if (map !== emptyMap) this.#release(map, levels);
  }

  /** The map with changes, counted once. */
  changed(map: MapName, changes: Changes): MapName {
    const made = changes.size === 0 ? map : (this.#changed(map, levels, changes) ?? emptyMap);
    this.retain(made);
    return made;
  }

  blockAt(map: MapName, index: number): string | undefined {
    let name: string | undefined = map;
    for (let level = levels; level > 0 && name !== undefined && name !== emptyMap; level -= 1) name = this.#node(name)[slotOf(index, level)];
    return name === emptyMap ? undefined : name;
  }

  /** Its blocks from an index on, in their order. */
  *entries(map: MapName, from = 0): Generator<Placed> {
    for (const { index, after } of this.differences(emptyMap, map, from)) if (after !== undefined) yield { index, block: after };
  }

  /** Where two maps differ, from an index on; what they have in common is not looked at. */
  *differences(before: MapName, after: MapName, from = 0): Generator<{ index: number; before?: string; after?: string }> {
    yield* this.#differences({ before, after, level: levels, at: 0, from });
  }

  /** Removes what a sudden end left behind: what nothing counts on once all have said what they have. */
  removeUncounted(): void {
    for (const name of [...this.#nodes.keys()]) if (!this.#counts.has(name)) this.#nodes.delete(name);
    this.blocks.removeUncounted();
  }

  /** How many nodes there are. */
  get size(): number {
    return this.#nodes.size;
  }

  *#differences(pair: { before?: string; after?: string; level: number; at: number; from: number }): Generator<{ index: number; before?: string; after?: string }> {
    const { before, after, level, at, from } = pair;
    if (before === after || at + ways ** level <= from) return;
    if (level === 0) {
      yield { index: at, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
      return;
    }
    const [old, young] = [this.#below(before), this.#below(after)];
    for (let slot = 0; slot < ways; slot += 1) {
      yield* this.#differences({ before: old[slot], after: young[slot], level: level - 1, at: at + slot * ways ** (level - 1), from });
    }
  }

  #changed(name: string | undefined, level: number, changes: Changes): string | undefined {
    if (level === 0) return [...changes.values()][0];
    const bySlot = new Map<number, Map<number, string | undefined>>();
    for (const [index, block] of changes) {
      const slot = slotOf(index, level);
      const own = bySlot.get(slot) ?? new Map<number, string | undefined>();
      bySlot.set(slot, own.set(index, block));
    }
    const node: Record<string, string> = { ...this.#below(name) };
    for (const [slot, own] of bySlot) {
      const below = this.#changed(node[slot], level - 1, own);
      if (below === undefined) delete node[slot];
      else node[slot] = below;
    }
    return Object.keys(node).length === 0 ? undefined : this.#intern(node);
  }

  #intern(node: Node): string {
    // Slots are whole numbers, which objects keep in their order.
    const name = hash('sha256', JSON.stringify(node), 'hex');
    if (!this.#nodes.get(name)) this.#nodes.put(name, node);
    return name;
  }

  #retain(name: string, level: number): void {
    if (level === 0) return this.blocks.retain(name);
    const count = this.#counts.get(name) ?? 0;
    this.#counts.set(name, count + 1);
    if (count === 0) for (const below of Object.values(this.#node(name))) this.#retain(below, level - 1);
  }

  #release(name: string, level: number): void {
    if (level === 0) return this.blocks.release(name);
    const count = (this.#counts.get(name) ?? 0) - 1;
    if (count > 0) return void this.#counts.set(name, count);
    const node = this.#node(name);
    this.#counts.delete(name);
    this.#nodes.delete(name);
    for (const below of Object.values(node)) this.#release(below, level - 1);
  }

  #below(name: string | undefined): Node {
    return name === undefined || name === emptyMap ? {} : this.#node(name);
  }

  #node(name: string): Node {
    const node = this.#nodes.get(name);
    if (!node) throw new Error(`the map of blocks ${name} is not there`);
    return node;
  }
}

function slotOf(index: number, level: number): number {
  return Math.floor(index / ways ** (level - 1)) % ways;
}
