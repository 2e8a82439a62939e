/** The RPO: how far back the data went, as its witnesses show. */
import type { Json } from '../../evidence/entry';
import { judgeAgainst, mergeVerdicts, type Verdict } from '../../measure/verdict';
import { compareWitnesses, type LostWitnesses, type WitnessReport } from '../../measure/witness';
import { Duration } from '../../time/duration';
import type { Facts } from './facts';
import { inWords, seconds } from './interval';
import type { JudgedPart } from './part';

/** Longer lists of witness numbers are cut in the ledger; their counts are not. */
const mostListed = 100;

/** None where the plan has no objective, as for what keeps no data. */
export function judgeRecoveryPoint(facts: Facts): JudgedPart[] {
  const objectiveSeconds = facts.plan.objectives?.rpoSeconds ?? null;
  return objectiveSeconds === null ? [] : [judgedAgainst(objectiveSeconds, facts)];
}

function judgedAgainst(objectiveSeconds: number, facts: Facts): JudgedPart {
  const objective = Duration.seconds(objectiveSeconds);
  const report = reportOf(facts);
  const verdict = typeof report === 'string' ? mergeVerdicts([]) : verdictOn(objective, report);
  return {
    measure: {
      kind: 'measure',
      measure: 'rpo',
      component: facts.plan.component ?? '',
      objectiveSeconds,
      ...seconds(typeof report === 'string' ? undefined : report.recoveryPointLoss),
      detail: typeof report === 'string' ? {} : detail(report),
    },
    verdict: { kind: 'verdict', about: 'rpo', verdict, reason: typeof report === 'string' ? report : reason(objective, report) },
  };
}

/** The witnesses' report, or why there is none. */
function reportOf({ marks, written, found, switched }: Facts): WitnessReport | string {
  const fault = marks.get('fault');
  if (!fault) return 'No damage was seen, so there is no moment to measure the loss from.';
  if (!written) return 'No witnesses were written, so nothing shows what was lost.';
  if (!found) return 'No witnesses were read back after the fault, so nothing shows what was lost.';
  return compareWitnesses(written, found, fault, switched);
}

/** A witness that is wrong outweighs any clock: data that cannot be trusted was not recovered to any point. */
function verdictOn(objective: Duration, report: WitnessReport): Verdict {
  const wrong = report.damaged.length + report.resurrected.length + report.lostAfterSwitch.count;
  return mergeVerdicts([judgeAgainst(objective, report.recoveryPointLoss), ...(wrong > 0 ? (['missed'] as const) : [])]);
}

function reason(objective: Duration, report: WitnessReport): string {
  const { recoveryPointLoss, acknowledged, present, lost, damaged, resurrected, lostAfterFault, lostAfterSwitch } = report;
  const beside = [
    damaged.length ? `${damaged.length} came back damaged (${some(damaged)})` : '',
    resurrected.length ? `${resurrected.length} deleted ones came back (${some(resurrected)})` : '',
    lostAfterSwitch.count ? `${lostAfterSwitch.count} acknowledged by the recovered system are not in it` : '',
    lostAfterFault.count ? `${lostAfterFault.count} acknowledged by the damaged system after the fault were given up with it, which is no part of the objective` : '',
  ].filter((text) => text !== '');
  const missing = lost.count ? `${lost.count} lost (${ranges(lost)})` : 'none lost';
  const counts = `of ${acknowledged} witnesses acknowledged before the fault ${present} are as they should be, ${missing}`;
  const window = recoveryPointLoss ? `Lost: ${inWords(recoveryPointLoss)} of writes` : 'No witness was acknowledged before the fault, so the loss is not known';
  return `${window}; ${[counts, ...beside].join('; ')}. The objective is ${objective.inWords()}.`;
}

function some(numbers: readonly number[]): string {
  return numbers.length > 5 ? `${numbers.slice(0, 5).join(', ')}, …` : numbers.join(', ');
}

function ranges({ ranges: runs }: LostWitnesses): string {
  const shown = runs.slice(0, 5).map(([first, last]) => (first === last ? String(first) : `${first}–${last}`));
  return runs.length > 5 ? `${shown.join(', ')}, …` : shown.join(', ');
}

function detail(report: WitnessReport): Record<string, Json> {
  const { newestComplete, damaged, resurrected, lost } = report;
  return {
    acknowledgedWitnesses: report.acknowledged,
    presentWitnesses: report.present,
    lostWitnesses: lost.count,
    lostSpanSeconds: lost.spanSeconds,
    lostRanges: lost.ranges.slice(0, mostListed),
    damagedWitnesses: damaged.length,
    damaged: damaged.slice(0, mostListed),
    resurrectedWitnesses: resurrected.length,
    resurrected: resurrected.slice(0, mostListed),
    lostAfterFault: report.lostAfterFault.count,
    lostAfterSwitch: report.lostAfterSwitch.count,
    newestComplete: newestComplete && { witness: newestComplete.witness, at: newestComplete.at.toString() },
  };
}
