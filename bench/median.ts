/** The value in the middle, which one slow round does not move. */

/** Of an odd number of values. Throws RangeError on none. */
export function median(values: readonly number[]): number {
  const middle = [...values].sort((a, b) => a - b)[values.length >> 1];
  if (middle === undefined) throw new RangeError('there is no median of nothing');
  return middle;
}

/** The median of `rounds` answers of `measure`, one after the other. */
export async function medianOf(rounds: number, measure: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let round = 0; round < rounds; round++) values.push(await measure());
  return median(values);
}
