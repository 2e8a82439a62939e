/** Whether the entries of a ledger hang together, from the first to the seal. */
import { chainStart, hashOf } from './chain';
import type { Entry } from './entry';
import type { LedgerLine } from './read';

/** One thing that is wrong with evidence. */
export interface Problem {
  file: string;
  /** Number (`seq`) of the entry, where it lies in one; entry n is on line n + 1. */
  entry: number | null;
  what: string;
}

type Finding = Omit<Problem, 'file'>;

/** Checks numbering, links, hashes and the seal. The first finding is the first bad entry. */
export function verifyChain(lines: readonly LedgerLine[]): Finding[] {
  const findings: Finding[] = [];
  let previous: string | undefined = chainStart;
  for (const [seq, { line, entry, problem }] of lines.entries()) {
    if (entry) findings.push(...wrongWith(entry, seq, previous).map((what) => ({ entry: seq, what })));
    else findings.push({ entry: seq, what: `line ${line} ${problem}` });
    // After a line that is no entry the next link cannot be held against anything.
    previous = entry?.hash;
  }
  return [...findings, ...wrongWithSeal(lines)];
}

function wrongWith(entry: Entry, seq: number, previous: string | undefined): string[] {
  const wrong: string[] = [];
  if (hashOf(entry) !== entry.hash) wrong.push('its content does not have the hash it carries: it was changed after it was written');
  if (previous !== undefined && entry.previous !== previous) {
    wrong.push(seq === 0 ? 'it does not begin a chain: entries before it are gone' : 'it does not follow the entry before it: one of the two was changed, moved, added or taken away');
  }
  if (entry.seq !== seq) wrong.push(`it carries number ${entry.seq}: entries were moved, added or taken away before it`);
  if ((seq === 0) !== (entry.kind === 'plan')) wrong.push(seq === 0 ? `the ledger begins with a "${entry.kind}" entry, not with the plan` : 'it is a second plan entry');
  return wrong;
}

function wrongWithSeal(lines: readonly LedgerLine[]): Finding[] {
  const seq = lines.findIndex(({ entry }) => entry?.kind === 'seal');
  const seal = lines[seq]?.entry;
  if (seal?.kind !== 'seal') return [{ entry: lines.length, what: 'the seal is missing: the drill was killed before its end, or the end was cut off' }];
  const findings: Finding[] = [];
  if (seq < lines.length - 1) findings.push({ entry: seq + 1, what: `${lines.length - 1 - seq} lines come after the seal: they were added later` });
  if (seal.entries !== seq + 1) findings.push({ entry: seq, what: `the seal counts ${seal.entries} entries where ${seq + 1} are: some were added or taken away` });
  return findings;
}
