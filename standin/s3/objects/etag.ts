/** Entity tags, which are kept without their quotes and shown with them. */

export function quoted(etag: string): string {
  return `"${etag}"`;
}

/** Whether a condition such as `"abc"`, `abc`, `*` or a list of them names this entity tag. */
export function sameEtag(condition: string, etag: string): boolean {
  return condition.split(',').some((one) => {
    const bare = one.trim().replace(/^W\//, '').replace(/^"(.*)"$/, '$1');
    return bare === '*' || bare === etag;
  });
}
