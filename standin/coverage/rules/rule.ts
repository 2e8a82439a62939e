/** What the stand-in holds to of each service: rules in our words, where each comes from and the tests that fail when it is broken. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where a rule comes from, the best first. The last two are no proof: what rests on them alone is marked. */
export const sources = ['service model', 'AWS documentation', 'recorded on AWS', 'reported from AWS', 'our model', 'emulator', 'memory'] as const;

export type Source = (typeof sources)[number];

export interface Rule {
  rule: string;
  sources: readonly Source[];
  /** The page of AWS's that says it, where it is one page. */
  page?: string;
  /** Names of tests, by file from the root of the repository; a test inside a `describe` is named `what is described > the test`. */
  tests: Readonly<Record<string, readonly string[]>>;
}

export interface RuleSection {
  title: string;
  rules: readonly Rule[];
}

export interface RuleBook {
  title: string;
  sections: readonly RuleSection[];
}

/** One book a service, by the name of its file. */
export function readRuleBooks(): ReadonlyMap<string, RuleBook> {
  const files = readdirSync(__dirname).filter((file) => file.endsWith('.json')).sort();
  // The files are ours, and a test holds every member.
  return new Map(files.map((file) => [file, JSON.parse(readFileSync(join(__dirname, file), 'utf8')) as RuleBook]));
}

/** Whether nothing stands behind a rule but an emulator's wording or what somebody remembers. */
export function isUnsure({ sources: from }: Rule): boolean {
  return from.every((source) => source === 'emulator' || source === 'memory');
}
