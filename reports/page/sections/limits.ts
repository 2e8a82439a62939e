/** What a drill does not prove: said by the report itself, from what the ledger has and has not. */
import type { MeasureName, ReportedDrill } from '../../model';
import { figuresOf } from '../figures';
import { html, type Html } from '../html';
import { isAttempt } from '../say-checks';

export function limits(drill: ReportedDrill): Html {
  return html`<h3>What this drill does not prove</h3><ul class="plain limits">${limitsOf(drill).map((limit) => html`<li>${limit}</li>`)}</ul>`;
}

/** Sentences, the weightiest first. */
export function limitsOf(drill: ReportedDrill): string[] {
  return [...ofEnding(drill), ...ofTarget(drill), ...ofChecks(drill), ...ofMeasures(drill), ...ofUndo(drill), ...always(drill)];
}

function ofEnding({ outcome, ledger }: ReportedDrill): string[] {
  const limits = outcome === 'finished' ? [] : [`The drill was ${outcome}, so it says nothing about whether the plan works.`];
  return ledger.sealed ? limits : [...limits, 'The ledger has no seal: entries may be missing at its end.'];
}

function ofTarget({ plan }: ReportedDrill): string[] {
  if (plan.target === 'aws') return [];
  const limits = ['How long AWS takes. Durations were assumed, not measured.', 'That a real account has the permissions, quotas and capacity that the plan needs. Only a live drill shows that.'];
  if (plan.mischief.length) limits.unshift(`The stand-in was told to misbehave (${plan.mischief.join(', ')}), so this drill tests the checks and not the plan.`);
  return limits;
}

function ofChecks({ checks }: ReportedDrill): string[] {
  const limits = checks.flatMap(({ check, passed, examined, population }) => {
    if (passed === null) return [`What “${check}” was to show. The check could not be made to its end (${examined} of ${population}).`];
    return examined < population ? [`More than a part of “${check}”: ${examined} of ${population} were examined.`] : [];
  });
  if (!checks.some(({ provesData }) => provesData)) limits.push('That the data is whole. No check read it.');
  if (checks.some(isAttempt)) limits.push('That there is no other way to remove what is locked than those that were tried.');
  if (!checks.some((check) => !check.provesData && !isAttempt(check))) limits.push('That what came back is configured as it was. Settings were not compared.');
  return limits;
}

const unfinished: Readonly<Record<MeasureName, string>> = {
  rto: 'How long the recovery would have taken in the end. It was not over when the drill was.',
  rpo: 'How much data was lost at most. No complete witness was found.',
  retrieval: 'How long it would have taken in the end until archived versions could be read. They could not when the drill was over.',
  notice: 'How long it would have taken in the end until somebody noticed. Nobody had when the drill was over.',
};

function ofMeasures(drill: ReportedDrill): string[] {
  const open = figuresOf(drill).filter(({ measured }) => measured.notBeforeSeconds !== null && measured.notAfterSeconds === null);
  const limits = open.map(({ about }) => unfinished[about]);
  if (!drill.rto) limits.push('How fast a disaster is recovered from, and how much is lost by it. This drill was not judged by recovery objectives.');
  if (drill.rto && drill.people.length === 0) limits.push('How long people would take to decide. No decision was recorded.');
  return limits;
}

function ofUndo({ undos }: ReportedDrill): string[] {
  const open = undos.filter(({ result }) => result === null || result === 'failed').length;
  return open ? [`That nothing is left behind. ${open} of ${undos.length} filed undos were not done.`] : [];
}

function always({ plan, rpo }: ReportedDrill): string[] {
  return [
    ...(rpo ? ['What became of writes between two witnesses. Loss is known to the spacing of the witnesses, and the intervals above say how well.'] : []),
    `Anything about other components${plan.component ? ` than ${plan.component}` : ''}, or about another way of failing.`,
    'Who wrote the ledger. Its chain shows that it is whole; a copy of its head kept elsewhere shows that it is the same one.',
  ];
}
