/** What JSON can be where a policy has a text or a list of texts. */

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The texts of one text or a list of them; undefined for anything else. */
export function textsOf(value: unknown): string[] | undefined {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.every((one): one is string => typeof one === 'string') ? list : undefined;
}

/** Like `textsOf`, where true, false and numbers may be written without quotes. */
export function scalarsOf(value: unknown): string[] | undefined {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.every((one) => typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean') ? list.map(String) : undefined;
}
