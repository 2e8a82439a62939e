/** Whether a restored thing is configured as it was supposed to be: encryption, tags, size, and whatever else the plan says of it. */

/** A setting's value, as plain data. */
export type Setting = null | boolean | number | string | readonly Setting[] | { readonly [key: string]: Setting };
export type Configuration = Readonly<Record<string, Setting>>;

/** A difference that was agreed on beforehand, and why. */
export interface AllowedDifference {
  setting: string;
  reason: string;
}

export interface ParityDifference {
  setting: string;
  /** Null also where the setting is not there at all. */
  expected: Setting;
  actual: Setting;
}

export interface Parity {
  /** How many settings were compared. */
  compared: number;
  differences: readonly ParityDifference[];
  /** Differences that were found and had been agreed on. */
  allowed: readonly (ParityDifference & { reason: string })[];
}

/** Compares setting by setting, both ways: one that only the restored thing has is a difference as well. */
export function compareConfiguration(expected: Configuration, actual: Configuration, allowances: readonly AllowedDifference[] = []): Parity {
  const settings = [...new Set([...Object.keys(expected), ...Object.keys(actual)])].sort();
  const all = settings
    .map((setting) => ({ setting, expected: own(expected, setting), actual: own(actual, setting) }))
    .filter((pair) => !same(pair.expected, pair.actual));
  const reasonFor = (setting: string): string | undefined => allowances.find((allowed) => allowed.setting === setting)?.reason;
  return {
    compared: settings.length,
    differences: all.filter(({ setting }) => reasonFor(setting) === undefined),
    allowed: all.flatMap((pair) => {
      const reason = reasonFor(pair.setting);
      return reason === undefined ? [] : [{ ...pair, reason }];
    }),
  };
}

function own(configuration: Configuration, setting: string): Setting {
  return Object.hasOwn(configuration, setting) ? (configuration[setting] ?? null) : null;
}

function same(a: Setting, b: Setting): boolean {
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return a === b;
  const [keys, others] = [Object.keys(a), Object.keys(b)];
  // Lists and records alike: Object.entries gives a list's items under their indices.
  const members = new Map(Object.entries(b));
  return Array.isArray(a) === Array.isArray(b) && keys.length === others.length && Object.entries(a).every(([key, value]) => members.has(key) && same(value, members.get(key) ?? null));
}
