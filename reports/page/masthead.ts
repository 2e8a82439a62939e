/** The head of the page: what this is, what came of it, and what its numbers are worth. */
import type { TargetKind } from '../../evidence/entry';
import type { ReportModel } from '../model';
import { html, type Html } from './html';
import { endingChip, sayInstant } from './say';

/** The page's title, which says REHEARSAL wherever nothing ran on AWS. */
export function titleOf(model: ReportModel): string {
  return model.target === 'stand-in' ? 'REHEARSAL of disaster recovery' : 'Disaster-recovery drill';
}

/** The word that stands before every duration. */
export function durationsAre(target: TargetKind): 'modelled' | 'measured' {
  return target === 'stand-in' ? 'modelled' : 'measured';
}

export function masthead(model: ReportModel): Html {
  const plans = [...new Set(model.drills.map(({ plan }) => `${plan.plan.name}, version ${plan.plan.version}`))];
  const [began] = model.drills.map((drill) => drill.began).sort((a, b) => a.compare(b));
  return html`<header>
<p class="kicker">Muster · ${model.target === 'stand-in' ? 'drills on the stand-in' : 'drills on AWS'}</p>
<h1>${model.target === 'stand-in' ? html`<span class="kind">REHEARSAL</span> of disaster recovery` : titleOf(model)}</h1>
<p class="lead">${endingChip(model.outcome, model.verdict)} ${conclusion(model)}</p>
${worth(model.target)}
<dl class="facts">
<div><dt>Run</dt><dd>${model.run}</dd></div>
<div><dt>Plan</dt><dd>${plans.join('; ') || 'none'}</dd></div>
<div><dt>Seed</dt><dd>${model.seed}</dd></div>
<div><dt>Began, drill time</dt><dd>${began ? sayInstant(began) : 'never'}</dd></div>
</dl>
</header>`;
}

function conclusion({ drills, outcome, verdict }: ReportModel): string {
  const count = drills.length === 1 ? 'One drill' : `${drills.length} drills`;
  if (outcome !== 'finished') return `${count}. At least one did not come to its end, so this run does not speak for the whole plan.`;
  if (verdict === 'met') return drills.every(({ rto }) => rto) ? `${count}. Every objective was met, and the data that came back was checked.` : `${count}. Every promise was kept, and the data was checked.`;
  if (verdict === 'missed') return `${count}. At least one promise of the plan was not kept.`;
  return `${count}. At least one promise could be neither confirmed nor refuted.`;
}

function worth(target: TargetKind): Html {
  if (target === 'aws') return html`<p class="worth">All instants and durations were measured on AWS during the drill.</p>`;
  return html`<p class="worth"><strong>Durations are modelled.</strong> The data was really lost and really brought back, on a stand-in for AWS; how long AWS takes for each act was assumed, so durations show how the plan adds up and not how fast AWS is.</p>`;
}
