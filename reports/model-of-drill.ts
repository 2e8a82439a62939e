/** One drill's ledger, put in the order in which a report tells it. */
import type { Entry, EntryBody, EntryOf } from '../evidence/entry';
import { Instant } from '../time/instant';
import { lossOf } from './loss';
import type { MeasuredObjective, MeasuredPromise, MeasureName, ReportedDrill, ReportedMark, ReportedPhase, ReportedUndo } from './model';

/** Gathers what the entries of drill `id` say. Throws RangeError when there is no plan entry, for then nobody knows which drill it was. */
export function modelOfDrill(id: string, entries: readonly Entry[]): ReportedDrill {
  const [first] = entries;
  const last = entries.at(-1);
  const plan = ofKind(entries, 'plan')[0];
  if (!first || !last || !plan) throw new RangeError(`the ledger of ${id} holds no plan entry, so there is no telling which drill it records`);
  const seal = last.kind === 'seal' ? last : undefined;
  const verdicts = ofKind(entries, 'verdict').map(({ about, verdict, reason }) => ({ about, verdict, reason }));
  const whole = verdicts.findLast(({ about }) => about === 'drill');
  const looks = ofKind(entries, 'look');
  return {
    id,
    plan,
    // A drill without a verdict has proven nothing.
    verdict: whole?.verdict ?? 'unproven',
    outcome: seal?.outcome ?? 'aborted',
    reason: seal ? seal.reason || whole?.reason || 'no verdict was given' : 'the ledger has no seal: the drill was cut off before its end',
    began: Instant.parse(first.at),
    ended: Instant.parse(last.at),
    rto: measured(entries, plan, 'rto'),
    rpo: measured(entries, plan, 'rpo'),
    promises: promisesOf(entries, plan),
    loss: lossOf(measureOf(entries, plan, 'rpo')?.detail ?? {}),
    verdicts,
    marks: marksOf(entries),
    phases: phasesOf(entries),
    guards: ofKind(entries, 'guard'),
    checks: ofKind(entries, 'check'),
    findings: ofKind(entries, 'finding'),
    people: ofKind(entries, 'human').map(({ at, role, act }) => ({ at: Instant.parse(at), role, act })),
    undos: undosOf(entries),
    calls: ofKind(entries, 'call').map((call) => ({ ...call, at: Instant.parse(call.asked) })),
    looks: {
      count: looks.length,
      provingData: looks.filter(({ provesData }) => provesData).length,
      unseen: looks.filter(({ good }) => good === null).length,
    },
    artifacts: ofKind(entries, 'artifact'),
    ledger: { path: `drills/${id}/ledger.jsonl`, entries: entries.length, head: last.hash, sealed: seal !== undefined },
  };
}

function ofKind<Kind extends EntryBody['kind']>(entries: readonly Entry[], kind: Kind): EntryOf<Kind>[] {
  return entries.filter((entry): entry is EntryOf<Kind> => entry.kind === kind);
}

function measureOf(entries: readonly Entry[], plan: EntryOf<'plan'>, measure: MeasureName): EntryOf<'measure'> | undefined {
  const all = ofKind(entries, 'measure').filter((entry) => entry.measure === measure);
  return all.findLast(({ component }) => component === plan.component) ?? all.at(-1);
}

/** A drill whose plan entry names no objectives is not judged by them. */
function measured(entries: readonly Entry[], plan: EntryOf<'plan'>, measure: 'rto' | 'rpo'): MeasuredObjective | null {
  const entry = measureOf(entries, plan, measure);
  const judged = ofKind(entries, 'verdict').findLast(({ about }) => about === measure);
  const promised = measure === 'rto' ? plan.objectives?.rtoSeconds : plan.objectives?.rpoSeconds;
  return entry || judged || typeof promised === 'number' ? beside(entry?.objectiveSeconds ?? promised ?? null, entry, judged) : null;
}

/** A promise's measure and verdict are those of its name at its place among the promises of that name: the judge takes them in order. */
function promisesOf(entries: readonly Entry[], plan: EntryOf<'plan'>): MeasuredPromise[] {
  const made = ofKind(entries, 'promise').filter(({ component }) => plan.component === null || component === plan.component);
  return made.map(({ promise, component, objectiveSeconds, from, to }, index) => {
    const place = made.slice(0, index).filter((before) => before.promise === promise).length;
    const entry = ofKind(entries, 'measure').filter(({ measure }) => measure === promise)[place];
    const judged = ofKind(entries, 'verdict').filter(({ about }) => about === promise)[place];
    return { promise, component, from, to, ...beside(objectiveSeconds, entry, judged) };
  });
}

function beside(objectiveSeconds: number | null, entry: EntryOf<'measure'> | undefined, judged: EntryOf<'verdict'> | undefined): MeasuredObjective {
  return {
    objectiveSeconds,
    notBeforeSeconds: entry?.notBeforeSeconds ?? null,
    notAfterSeconds: entry?.notAfterSeconds ?? null,
    verdict: judged?.verdict ?? 'unproven',
    reason: judged?.reason ?? 'it was not judged',
    detail: entry?.detail ?? {},
  };
}

function marksOf(entries: readonly Entry[]): ReportedMark[] {
  const first = new Map<string, ReportedMark>();
  for (const { mark, component, notBefore, notAfter } of ofKind(entries, 'mark')) {
    const key = `${mark} of ${component}`;
    if (!first.has(key)) first.set(key, { mark, component, notBefore: Instant.parse(notBefore), notAfter: Instant.parse(notAfter) });
  }
  return [...first.values()].sort((a, b) => a.notAfter.compare(b.notAfter));
}

function phasesOf(entries: readonly Entry[]): ReportedPhase[] {
  const phases: ReportedPhase[] = [];
  for (const { phase, edge, at } of ofKind(entries, 'phase')) {
    const open = phases.find((one) => one.phase === phase && one.left === null);
    if (edge === 'entered') phases.push({ phase, entered: Instant.parse(at), left: null });
    else if (open) open.left = Instant.parse(at);
  }
  return phases;
}

function undosOf(entries: readonly Entry[]): ReportedUndo[] {
  const done = new Map(ofKind(entries, 'undo-done').map((entry) => [entry.undo, entry]));
  return ofKind(entries, 'undo-filed').map(({ undo, does }) => ({ undo, does, result: done.get(undo)?.result ?? null, detail: done.get(undo)?.detail ?? '' }));
}
