/** One line a drill: its verdict, and what was promised against what was measured. */
import type { MeasuredObjective, ReportedDrill, ReportModel } from '../model';
import { figuresOf } from './figures';
import { html, type Html } from './html';
import { durationsAre } from './masthead';
import { measureBar } from './measure-bar';
import { capital, endingChip, sayMeasure, sayObjective, unbroken } from './say';
import { sayChecks, sayExamined } from './say-checks';

export function summary(model: ReportModel): Html {
  const are = durationsAre(model.target);
  const recoveries = model.drills.some(({ rto }) => rto);
  const columns = recoveries ? html`<th scope="col">Time to recover, ${are}</th><th scope="col">Data lost, ${are}</th>` : html`<th scope="col" colspan="2">Promised, ${are}</th>`;
  return html`<section aria-labelledby="summary"><h2 id="summary">At a glance</h2>
<table class="summary">
<thead><tr><th scope="col">Scenario</th><th scope="col">Verdict</th>${columns}</tr></thead>
<tbody>${model.drills.map((drill) => line(drill, are))}</tbody>
</table></section>`;
}

function line(drill: ReportedDrill, are: string): Html {
  const row = `glance-${drill.id}`;
  return html`<tr>
<th scope="row" id="${row}"><a href="#${drill.id}">${drill.plan.scenario}</a><span class="aside">${drill.plan.component ?? 'no single component'} · ${drill.plan.class}</span></th>
<td data-label="Verdict">${endingChip(drill.outcome, drill.verdict)}</td>
${drill.rto ? html`<td data-label="Time to recover">${figure(drill.rto)}</td>
<td data-label="Data lost">${drill.rpo ? figure(drill.rpo) : html`<span class="figure">–</span><span class="aside">it keeps no data</span>`}</td>` : html`<td colspan="2" headers="${row}">${promises(drill, are)}</td>`}
</tr>`;
}

/** What a drill without recovery objectives was judged by; its columns' heads are not about it, so each figure has its name. */
function promises(drill: ReportedDrill, are: string): Html {
  const figures = figuresOf(drill);
  if (figures.length) return html`${figures.map(({ name, measured }) => html`<span class="aside">${name}, ${are}</span>${figure(measured)}`)}`;
  return html`<span class="figure">${capital(sayChecks(drill.checks))}</span>${drill.checks.length > 0 && html`<span class="aside">${sayExamined(drill.checks)}; no time was promised</span>`}`;
}

function figure(measured: MeasuredObjective): Html {
  return html`<span class="figure">${unbroken(sayMeasure(measured))}</span>${measureBar(measured)}<span class="aside">objective ${unbroken(sayObjective(measured.objectiveSeconds))}</span>`;
}
