/** The encryption context: what is not secret and yet has to be the same again to decrypt. */

/** One text for one context, in whatever order its pairs came. */
export function contextBytes(context: Readonly<Record<string, string>> = {}): Buffer {
  const pairs = Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.from(JSON.stringify(pairs));
}
