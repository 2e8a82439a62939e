/** What a plan promises beside recovery objectives, each judged by the time between two marks. */
import type { EntryOf, PromiseName } from '../../evidence/entry';
import { timeBetween } from '../../measure/recovery';
import { judgeAgainst } from '../../measure/verdict';
import { Duration } from '../../time/duration';
import type { Facts } from './facts';
import { inWords, seconds } from './interval';
import type { JudgedPart } from './part';

/** What was waited for, in the past tense and in the negative. */
const words: Readonly<Record<PromiseName, { came: string; not: string }>> = {
  retrieval: { came: 'Until archived versions could be read it took', not: 'The archived versions could not be read' },
  notice: { came: 'Until the stop was noticed it took', not: 'The stop was not noticed' },
};

export function judgePromises({ promises, marks, end }: Facts): JudgedPart[] {
  return promises.map(({ promise, component, objectiveSeconds, from, to }) => {
    const objective = Duration.seconds(objectiveSeconds);
    const time = timeBetween(marks, from, to, end);
    const said = time ? reason(promise, inWords(time), { came: marks.has(to), objective }) : `The drill did not come to where this begins (${from}).`;
    return {
      measure: { kind: 'measure', measure: promise, component, objectiveSeconds, ...seconds(time), detail: { from, to } },
      verdict: { kind: 'verdict', about: promise, verdict: judgeAgainst(objective, time), reason: said },
    };
  });
}

function reason(promise: EntryOf<'promise'>['promise'], time: string, { came, objective }: { came: boolean; objective: Duration }): string {
  const said = came ? `${words[promise].came} ${time}` : `${words[promise].not} when the drill ended, after ${time}`;
  return `${said}; the plan promises ${objective.inWords()}.`;
}
