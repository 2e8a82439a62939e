/** One line a drill: its verdict, and its two objectives against what was measured. */
import type { MeasuredObjective, ReportedDrill, ReportModel } from '../model';
import { html, type Html } from './html';
import { durationsAre } from './masthead';
import { measureBar } from './measure-bar';
import { endingChip, sayMeasure, sayObjective, unbroken } from './say';

export function summary(model: ReportModel): Html {
  const are = durationsAre(model.target);
  return html`<section aria-labelledby="summary"><h2 id="summary">At a glance</h2>
<table class="summary">
<thead><tr><th scope="col">Scenario</th><th scope="col">Verdict</th><th scope="col">Time to recover, ${are}</th><th scope="col">Data lost, ${are}</th></tr></thead>
<tbody>${model.drills.map(line)}</tbody>
</table></section>`;
}

function line(drill: ReportedDrill): Html {
  return html`<tr>
<th scope="row"><a href="#${drill.id}">${drill.plan.scenario}</a><span class="aside">${drill.plan.component ?? 'no single component'} · ${drill.plan.class}</span></th>
<td data-label="Verdict">${endingChip(drill.outcome, drill.verdict)}</td>
<td data-label="Time to recover">${figure(drill.rto)}</td>
<td data-label="Data lost">${figure(drill.rpo)}</td>
</tr>`;
}

function figure(measured: MeasuredObjective): Html {
  return html`<span class="figure">${unbroken(sayMeasure(measured))}</span>${measureBar(measured)}<span class="aside">objective ${sayObjective(measured.objectiveSeconds)}</span>`;
}
