/** Lists whose items S3 writes in one order among each other, where its schema has one list after the other. */

/** One item of one list: the member that the list is, and the item. */
export type InterleavedItem = readonly [member: string, item: object];

const orders = new WeakMap<object, readonly InterleavedItem[]>();

/** Has an output's lists written item by item in this order, behind its other members. The same output is answered. */
export function interleave<Output extends object>(output: Output, items: readonly InterleavedItem[]): Output {
  orders.set(output, items);
  return output;
}

export function interleavedItems(output: object): readonly InterleavedItem[] | undefined {
  return orders.get(output);
}
