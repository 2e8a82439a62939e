/** What was promised against what was measured, and why the verdict is what it is. */
import type { ReportedDrill } from '../../model';
import { type Figure, figuresOf } from '../figures';
import { html, type Html } from '../html';
import { sayMeasure, sayObjective, unbroken, verdictChip } from '../say';

export function objectives(drill: ReportedDrill, are: string): Html {
  const figures = figuresOf(drill);
  const others = drill.verdicts.filter((verdict) => !figures.some(({ about }) => about === verdict.about));
  const columns = figures.length > 0 && html`<th scope="col" class="number">Objective</th><th scope="col" class="number">${are === 'modelled' ? 'Modelled' : 'Measured'}</th>`;
  const title = figures.length ? `Promised and ${are}` : 'Verdicts';
  return html`<h3>${title}</h3>
<div class="scroll" tabindex="0" role="group" aria-label="${title}"><table>
<thead><tr><th scope="col">About</th>${columns}<th scope="col">Verdict</th><th scope="col">Why</th></tr></thead>
<tbody>
${figures.map(line)}
${others.map(({ about, verdict, reason }) => html`<tr><th scope="row">${names[about] ?? about}</th>${columns && html`<td class="number">–</td><td class="number">–</td>`}<td>${verdictChip(verdict)}</td><td>${unbroken(reason)}</td></tr>`)}
</tbody></table></div>`;
}

const names: Readonly<Record<string, string>> = { integrity: 'Integrity of the data', 'clean-up': 'Nothing left behind', drill: 'The whole drill' };

/** People say RTO and RPO as often as what they stand for. */
const shortNames: Readonly<Record<string, string>> = { rto: ' (RTO)', rpo: ' (RPO)' };

function line({ about, name, measured }: Figure): Html {
  return html`<tr><th scope="row">${name}${shortNames[about]}</th><td class="number">${sayObjective(measured.objectiveSeconds)}</td><td class="number">${sayMeasure(measured)}</td><td>${verdictChip(measured.verdict)}</td><td>${unbroken(measured.reason)}</td></tr>`;
}
