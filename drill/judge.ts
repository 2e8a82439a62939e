/** Judges a drill from its ledger and the side files it digests, and from nothing else: live and long afterwards alike. */
import { canonical } from '../evidence/canonical';
import type { Entry, EntryBody, FindingEntry, MeasureEntry, VerdictEntry } from '../evidence/entry';
import type { SideFileReader } from '../evidence/witness-file';
import type { Outcome } from '../measure/endings';
import { mergeVerdicts, type Verdict } from '../measure/verdict';
import { judgeCleanUp } from './judge/clean-up';
import { gatherFacts } from './judge/facts';
import { findingFor } from './judge/findings';
import { judgeIntegrity } from './judge/integrity';
import type { JudgedPart } from './judge/part';
import { judgePromises } from './judge/promises';
import { judgeRecoveryPoint } from './judge/recovery-point';
import { judgeRecoveryTime } from './judge/recovery-time';

export interface Judgement {
  measures: MeasureEntry[];
  /** Of rto, rpo, promises, integrity and clean-up, where there is something to hold them to, and last of the drill. */
  verdicts: VerdictEntry[];
  /** The drill's. */
  verdict: Verdict;
  /** One for each verdict but the drill's that is not `met`; of a drill that says nothing about the plan, for its clean-up alone. */
  findings: FindingEntry[];
}

/** What is appended to the ledger, in order, before the seal. */
export function entriesOf({ measures, verdicts, findings }: Judgement): EntryBody[] {
  return [...measures, ...verdicts, ...findings];
}

/**
 * Judges from the entries up to the judgement (all there are, in a live drill just before it is sealed).
 * `outcome` is how the drill ended; one that is not finished says nothing about the plan, so all its verdicts are `unproven`.
 * Throws Refused when a side file is not what the ledger says, or when the ledger has no plan.
 */
export function judge(entries: readonly Entry[], sideFiles: SideFileReader, outcome: Outcome): Judgement {
  const facts = gatherFacts(entries, sideFiles);
  const objectives = facts.plan.objectives ? [judgeRecoveryTime(facts), ...judgeRecoveryPoint(facts)] : [];
  const cleanUp = judgeCleanUp(facts);
  const judged = [...objectives, ...judgePromises(facts), judgeIntegrity(facts), ...cleanUp];
  const parts = outcome === 'finished' ? judged : judged.map((part) => withdrawn(part, outcome));
  const verdict = mergeVerdicts(parts.map((part) => part.verdict.verdict));
  const measures = parts.flatMap((part) => part.measure ?? []);
  const verdicts = [...parts.map((part) => part.verdict), wholeDrill(verdict, parts.map((part) => part.verdict), outcome)];
  // What is left is left, however the drill ended.
  const findings = (outcome === 'finished' ? judged : cleanUp).flatMap((part) => findingFor(part.verdict, facts.plan));
  return { measures, verdicts, verdict, findings };
}

export interface Rejudgement {
  judgement: Judgement;
  /** Whether the ledger holds exactly this judgement. */
  same: boolean;
  /** Where it does not, in words. */
  differences: readonly string[];
}

/** Judges a stored ledger again and compares with the judgement it holds. Throws Refused as `judge` does. */
export function rejudge(entries: readonly Entry[], sideFiles: SideFileReader): Rejudgement {
  const seal = entries.find((entry) => entry.kind === 'seal');
  const from = entries.findIndex(({ kind }) => kind === 'measure' || kind === 'verdict');
  const before = from < 0 ? entries.filter(({ kind }) => kind !== 'seal') : entries.slice(0, from);
  const stored = from < 0 ? [] : entries.slice(from).filter(({ kind }) => kind !== 'seal');
  // A ledger without its seal was killed before its end.
  const judgement = judge(before, sideFiles, seal?.outcome ?? 'aborted');
  const differences = differing(entriesOf(judgement), stored);
  return { judgement, same: differences.length === 0, differences };
}

function differing(judged: readonly EntryBody[], stored: readonly Entry[]): string[] {
  return Array.from({ length: Math.max(judged.length, stored.length) }, (_, index): string[] => {
    const [now, then] = [judged[index], stored[index]];
    if (!then) return now ? [`the ledger lacks: ${canonical(now)}`] : [];
    const body = bodyOf(then);
    if (!now) return [`entry ${then.seq} follows from nothing in the ledger: ${canonical(body)}`];
    return canonical(now) === canonical(body) ? [] : [`entry ${then.seq} says ${canonical(body)}; from the ledger follows ${canonical(now)}`];
  }).flat();
}

function bodyOf(entry: Entry): EntryBody {
  const { seq: _seq, at: _at, previous: _previous, hash: _hash, ...body } = entry;
  return body;
}

function withdrawn({ measure, verdict: { about } }: JudgedPart, outcome: Outcome): JudgedPart {
  const reason = `The drill was ${outcome}, so it says nothing about the plan.`;
  return {
    measure: measure && { ...measure, notBeforeSeconds: null, notAfterSeconds: null, detail: {} },
    verdict: { kind: 'verdict', about, verdict: mergeVerdicts([]), reason },
  };
}

function wholeDrill(verdict: Verdict, parts: readonly VerdictEntry[], outcome: Outcome): VerdictEntry {
  const worst = parts.filter((part) => part.verdict === verdict).map(({ about }) => about);
  const reason =
    outcome === 'finished' ? `The worst of its parts counts; ${verdict}: ${worst.join(', ')}.` : `The drill was ${outcome}, so it says nothing about the plan.`;
  return { kind: 'verdict', about: 'drill', verdict, reason };
}
