/** Names the name that was probably meant. */

/** `perhaps "orders" was meant` where one is near, else what there is: words to put into a message. */
export function nearest(name: string, known: readonly string[]): string {
  const byDistance = known.map((one) => ({ one, distance: distance(name.toLowerCase(), one.toLowerCase()) })).sort((a, b) => a.distance - b.distance);
  const best = byDistance[0];
  if (!best) return 'none is known';
  if (best.distance <= Math.max(2, Math.floor(name.length / 3))) return `perhaps "${best.one}" was meant`;
  return `known: ${[...known].sort().map((one) => `"${one}"`).join(', ')}`;
}

/** How many letters have to be added, dropped or changed to get from one to the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
