/** The RTO: from the fault to a service that is back with its data verified. */
import type { Json } from '../../evidence/entry';
import { recoveryTime, type DurationInterval, type RecoveryTime } from '../../measure/recovery';
import { judgeAgainst } from '../../measure/verdict';
import { Duration } from '../../time/duration';
import type { Facts } from './facts';
import { inWords, seconds } from './interval';
import type { JudgedPart } from './part';

export function judgeRecoveryTime({ plan, marks, end }: Facts): JudgedPart {
  const objectiveSeconds = plan.objectives?.rtoSeconds ?? 0;
  const objective = Duration.seconds(objectiveSeconds);
  const measured = recoveryTime(marks, end);
  return {
    measure: {
      kind: 'measure',
      measure: 'rto',
      component: plan.component ?? '',
      objectiveSeconds,
      ...seconds(measured.rto),
      detail: detail(measured),
    },
    verdict: { kind: 'verdict', about: 'rto', verdict: judgeAgainst(objective, measured.rto), reason: reason(objective, measured, [...marks.keys()]) },
  };
}

function reason(objective: Duration, { rto, recovered }: RecoveryTime, seen: readonly string[]): string {
  if (!rto) return 'No damage was seen, so there was nothing to recover from and no time to measure.';
  if (recovered) return `From the fault until the service was back with its data verified it took ${inWords(rto)}; the objective is ${objective.inWords()}.`;
  const lacking = ['service-ok', 'verified'].filter((mark) => !seen.includes(mark)).join(' and ');
  return `The recovery was not complete (${lacking} not reached) when the drill ended ${rto.notBefore.inWords()} after the fault; the objective is ${objective.inWords()}.`;
}

function detail({ recovered, restoreTime, timeToDetect, timeToDecide, timeToVerify, shares }: RecoveryTime): Record<string, Json> {
  const part = (interval: DurationInterval | undefined): Json => (interval ? { ...seconds(interval) } : null);
  return {
    recovered,
    restoreTime: part(restoreTime),
    timeToDetect: part(timeToDetect),
    timeToDecide: part(timeToDecide),
    timeToVerify: part(timeToVerify),
    // To a ten-thousandth: enough to draw, and the same digits everywhere.
    shares: shares.map(({ until, share }) => ({ until, share: Math.round(share * 10_000) / 10_000 })),
  };
}
