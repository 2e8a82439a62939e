/** A drill in one sentence. */
import { Duration } from '../../time/duration';
import type { MeasuredObjective, MeasuredPromise, ReportedDrill } from '../model';
import { capital, sayMeasure, sayObjective } from './say';
import { sayChecks, sayExamined } from './say-checks';

/** What was recovered and lost, what else was promised and came, or what was checked, where it finished; why it did not where it broke off. */
export function sayDrill(drill: ReportedDrill): string {
  const { outcome, reason, rto, rpo, promises, checks } = drill;
  if (outcome !== 'finished') return reason;
  if (rto && rto.notBeforeSeconds === null) return reason;
  const said = [
    ...(rto ? [`${sayRecovery(rto)}, of ${sayObjective(rto.objectiveSeconds)} allowed`] : []),
    ...(rpo ? [`data lost: ${sayMeasure(rpo)}, of ${sayObjective(rpo.objectiveSeconds)} allowed`] : []),
    ...promises.map(sayPromise),
  ];
  if (said.length === 0 && checks.length === 0) return reason;
  return `${capital(said.length ? said.join('; ') : `${sayChecks(checks)}, ${sayExamined(checks)}`)}.${others(drill)}`;
}

function sayRecovery({ notBeforeSeconds, ...rest }: MeasuredObjective): string {
  if (rest.notAfterSeconds === null) return `Not back ${Duration.seconds(notBeforeSeconds ?? 0).inWords()} after the fault`;
  return `Back ${sayMeasure({ notBeforeSeconds, ...rest })} after the fault`;
}

/** What came, and what had not when the drill ended; before the time that passed until then. */
const words: Readonly<Record<MeasuredPromise['promise'], { came: string; not: string; since: string }>> = {
  retrieval: { came: 'readable', not: 'not readable', since: 'after the archive was asked' },
  notice: { came: 'noticed', not: 'not noticed', since: 'after the replication stopped' },
};

function sayPromise(measured: MeasuredPromise): string {
  const { promise, objectiveSeconds, notBeforeSeconds, notAfterSeconds, reason } = measured;
  if (notBeforeSeconds === null) return reason.replace(/\.$/, '');
  const { came, not, since } = words[promise];
  const time = notAfterSeconds === null ? `${not} ${Duration.seconds(notBeforeSeconds).inWords()}` : `${came} ${sayMeasure(measured)}`;
  return `${time} ${since}, of ${sayObjective(objectiveSeconds)} promised`;
}

/** What no clock shows: damage that is in the data, and verdicts about other things than time. */
function others({ verdicts, loss, promises }: ReportedDrill): string {
  const wrong = [[loss.damaged?.count, 'damaged'], [loss.resurrected?.count, 'resurrected']].flatMap(([count, how]) => (count ? [` ${count} ${count === 1 ? 'write' : 'writes'} came back ${how}.`] : []));
  const told = ['rto', 'rpo', 'drill', ...promises.map(({ promise }) => promise)];
  const bad = verdicts.filter(({ about, verdict }) => !told.includes(about) && verdict !== 'met');
  return [...wrong, ...bad.map(({ about, verdict }) => ` ${capital(about)}: ${verdict}.`)].join('');
}
