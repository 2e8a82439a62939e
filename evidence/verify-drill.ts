/** Whether the folder of one drill is what its ledger sealed: the chain, the side files, the artifacts, and undo before damage. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { isAbsolute, join, normalize } from 'node:path';
import type { Outcome } from '../measure/endings';
import { sha256 } from './canonical';
import { chainStart } from './chain';
import type { Entry, EntryOf } from './entry';
import { ledgerFileName, ledgerLines } from './read';
import { type Problem, verifyChain } from './verify-chain';
import { readSideFile, type SideFile } from './witness-file';

export interface DrillVerification {
  ok: boolean;
  /** Hash of the last entry, sealed or not. */
  head: string;
  entries: number;
  /** The first entry, where it is the plan. */
  plan: EntryOf<'plan'> | undefined;
  /** What the seal says; undefined without a seal. */
  outcome: Outcome | undefined;
  /** The first is the first bad entry; later ones may follow from it. Files are named from the drill's folder. */
  problems: readonly Problem[];
}

/** Verifies the drill in `folder`. Never throws for what it finds there: that is its answer. */
export function verifyDrill(folder: string): DrillVerification {
  const path = join(folder, ledgerFileName);
  if (!existsSync(path)) return failed('is missing');
  const lines = ledgerLines(readFileSync(path));
  if (lines.length === 0) return failed('is empty');
  const entries = lines.flatMap(({ entry }) => entry ?? []);
  const problems = [
    ...[...verifyChain(lines), ...changesBeforeUndo(entries)].map((finding) => ({ file: ledgerFileName, ...finding })),
    ...sideFileProblems(folder, entries),
    ...artifactProblems(folder, entries),
  ];
  const seal = entries.find((entry) => entry.kind === 'seal');
  const plan = entries[0]?.kind === 'plan' ? entries[0] : undefined;
  return { ok: problems.length === 0, head: entries.at(-1)?.hash ?? chainStart, entries: lines.length, plan, outcome: seal?.outcome, problems };
}

function failed(what: string): DrillVerification {
  const problems = [{ file: ledgerFileName, entry: null, what }];
  return { ok: false, head: chainStart, entries: 0, plan: undefined, outcome: undefined, problems };
}

const looksOnly = /^(Describe|List|Get|Head|Lookup|Search|Simulate|Assume|SELECT|SHOW)/;

/** Write before you break: the first call that changed something must have an undo on file before it. */
function changesBeforeUndo(entries: readonly Entry[]): Omit<Problem, 'file'>[] {
  const undo = entries.find((entry) => entry.kind === 'undo-filed')?.seq ?? Infinity;
  const change = entries.find((entry) => entry.kind === 'call' && entry.outcome === 'answered' && !looksOnly.test(entry.operation));
  if (change?.kind !== 'call' || change.seq > undo) return [];
  return [{ entry: change.seq, what: `${change.service} ${change.operation} changed something before any undo was filed` }];
}

function sideFileProblems(folder: string, entries: readonly Entry[]): Problem[] {
  const digests = new Map<string, EntryOf<'witness'>[]>();
  for (const entry of entries) {
    if (entry.kind === 'witness') digests.set(entry.file, [...(digests.get(entry.file) ?? []), entry]);
  }
  const problems: Problem[] = [];
  for (const [file, vouching] of digests) {
    const side = contained(file) && existsSync(join(folder, file)) ? readSideFile(join(folder, file)) : undefined;
    if (side) problems.push(...departures(file, side, vouching));
    else problems.push({ file, entry: vouching[0]?.seq ?? null, what: 'is missing, and the ledger rests on it' });
  }
  const known = new Set([ledgerFileName, ...digests.keys()]);
  const strangers = readdirSync(folder).filter((name) => name.endsWith('.jsonl') && !known.has(name)).sort();
  return [...problems, ...strangers.map((file) => ({ file, entry: null, what: 'is vouched for by no entry of the ledger' }))];
}

function departures(file: string, side: SideFile, vouching: readonly EntryOf<'witness'>[]): Problem[] {
  const wrong = vouching.find(({ lines, digest }) => side.heads[lines] !== digest);
  if (wrong) {
    const what = wrong.lines > side.lines.length ? `has ${side.lines.length} lines, not` : 'was changed within';
    return [{ file, entry: wrong.seq, what: `${what} the ${wrong.lines} lines that entry ${wrong.seq} vouches for` }];
  }
  const vouched = Math.max(...vouching.map(({ lines }) => lines));
  if (side.wholeBytes && side.lines.length === vouched) return [];
  return [{ file, entry: null, what: `goes on after line ${vouched}, the last that the ledger vouches for` }];
}

function artifactProblems(folder: string, entries: readonly Entry[]): Problem[] {
  return entries
    .filter((entry) => entry.kind === 'artifact')
    .flatMap(({ path, digest, seq }) => {
      if (!contained(path)) return [{ file: path, entry: seq, what: 'lies outside of the drill\'s folder, so it is no evidence of it' }];
      if (!existsSync(join(folder, path))) return [{ file: path, entry: seq, what: 'is missing' }];
      if (sha256(readFileSync(join(folder, path))) === digest) return [];
      return [{ file: path, entry: seq, what: `is not what entry ${seq} recorded: it was changed` }];
    });
}

/** Whether a path from a ledger stays within the drill's folder; a ledger may come from anybody. */
function contained(path: string): boolean {
  return !isAbsolute(path) && !normalize(path).startsWith('..');
}
