/** Ids as callers write them. */

/** Route 53 answers ids as paths, `/hostedzone/Z1`, and takes them either way. */
export function idOf(asked: string | undefined): string {
  return (asked ?? '').replace(/^\/?(?:hostedzone|change)\//, '');
}

/** How many items a page has: the API gives the number as text. */
export function pageSize(asked: number | undefined, most: number): number {
  return Math.max(1, Math.min(asked ?? most, most));
}
