/** S3 lists keys in the order of their UTF-8 bytes, which is not the order in which JavaScript compares strings. */

/**
 * The UTF-8 bytes of a key, one in each character, so that `<`, `startsWith` and `indexOf` see bytes.
 * A key in ASCII stands for itself.
 */
export function orderOf(key: string): string {
  return Buffer.from(key, 'utf8').toString('latin1');
}

/** The key whose order this is. */
export function keyOf(order: string): string {
  return Buffer.from(order, 'latin1').toString('utf8');
}

/** The first order behind everything that starts with `prefix`; no UTF-8 byte is 0xFF, so the last one can be counted up. */
export function orderBehind(prefix: string): string {
  return prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);
}
