/** The paths by which targets pick parts of an event: `$.detail.bucket.name`, `$.resources[0]`. */

const step = /\.([A-Za-z0-9_-]+)|\[(\d+)\]|\['([^']+)'\]/y;

/** The names and numbers on the way; undefined for text that is no path. */
function stepsOf(path: string): (string | number)[] | undefined {
  if (!path.startsWith('$')) return undefined;
  const steps: (string | number)[] = [];
  step.lastIndex = 1;
  while (step.lastIndex < path.length) {
    const match = step.exec(path);
    if (!match) return undefined;
    const [, name, index, quoted] = match;
    steps.push(index === undefined ? (name ?? quoted ?? '') : Number(index));
  }
  return steps;
}

export function isJsonPath(path: string): boolean {
  return stepsOf(path) !== undefined;
}

/** What stands there; undefined where there is nothing. */
export function at(value: unknown, path: string): unknown {
  let found = value;
  for (const one of stepsOf(path) ?? []) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, one)) return undefined;
    found = (found as Record<string | number, unknown>)[one];
  }
  return found;
}
