/** `drill.json`: a report for programs. `drill.schema.json` says what it holds. */
import type { Json, TargetKind } from '../evidence/entry';
import type { MeasuredObjective, MeasuredPromise, ReportedDrill, ReportModel } from './model';

export const drillJsonSchema = 'urn:muster:drill:1';

/** The words that tell a reader, in every output, what its instants and durations are. */
export function timeBase(target: TargetKind): { clock: 'modelled' | 'measured'; note: string } {
  if (target === 'aws') return { clock: 'measured', note: 'Instants and durations are drill time: wall-clock time as measured during the drill on AWS.' };
  return { clock: 'modelled', note: 'REHEARSAL: instants and durations are drill time, the virtual time of the stand-in. They are modelled, not measured on AWS.' };
}

/** The value to be written as `drill.json`. Durations are seconds, instants ISO 8601 in drill time. */
export function drillJson(model: ReportModel): Json {
  const { run, target, seed, verdict, outcome, head } = model;
  return { schema: drillJsonSchema, run, target, seed, verdict, outcome, head, timeBase: timeBase(target), scenarios: model.drills.map(scenario) };
}

function scenario(drill: ReportedDrill): Json {
  const { plan, loss, verdict, outcome, reason } = drill;
  return {
    drill: drill.id,
    name: plan.scenario,
    feature: plan.feature,
    line: plan.line,
    class: plan.class,
    component: plan.component,
    plan: { ...plan.plan },
    mischief: plan.mischief,
    verdict,
    outcome,
    reason,
    began: drill.began.toString(),
    ended: drill.ended.toString(),
    rto: drill.rto && measure(drill.rto),
    rpo: drill.rpo && {
      ...measure(drill.rpo),
      lostWitnesses: loss.lost?.count ?? null,
      damagedWitnesses: loss.damaged?.count ?? null,
      resurrectedWitnesses: loss.resurrected?.count ?? null,
    },
    promises: drill.promises.map(promised),
    marks: drill.marks.map((mark) => ({ ...mark, notBefore: mark.notBefore.toString(), notAfter: mark.notAfter.toString() })),
    phases: drill.phases.map(({ phase, entered, left }) => ({ phase, entered: entered.toString(), left: left?.toString() ?? null })),
    checks: drill.checks.map(({ check, component, method, passed, provesData, detail, population, examined }) => ({ check, component, method, passed, provesData, detail, population, examined })),
    findings: drill.findings.map(({ severity, title, detail, owner }) => ({ severity, title, detail, owner })),
    undo: { filed: drill.undos.length, done: drill.undos.filter(({ result }) => result !== null && result !== 'failed').length },
    ledger: { path: drill.ledger.path, entries: drill.ledger.entries, head: drill.ledger.head },
  };
}

function promised({ promise, component, from, to, ...measured }: MeasuredPromise): Json {
  return { promise, component, from, to, ...measure(measured) };
}

function measure({ objectiveSeconds, notBeforeSeconds, notAfterSeconds, verdict, reason }: MeasuredObjective): { [key: string]: Json } {
  return { objectiveSeconds, notBeforeSeconds, notAfterSeconds, verdict, reason };
}
