/** What was promised against what was measured, and why the verdict is what it is. */
import type { ReportedDrill } from '../../model';
import { html, type Html } from '../html';
import { sayMeasure, sayObjective, unbroken, verdictChip } from '../say';

export function objectives(drill: ReportedDrill, are: string): Html {
  const others = drill.verdicts.filter(({ about }) => about !== 'rto' && about !== 'rpo');
  return html`<h3>Promised and ${are}</h3>
<div class="scroll" tabindex="0" role="group" aria-label="Promised and ${are}"><table>
<thead><tr><th scope="col">About</th><th scope="col" class="number">Objective</th><th scope="col" class="number">${are === 'modelled' ? 'Modelled' : 'Measured'}</th><th scope="col">Verdict</th><th scope="col">Why</th></tr></thead>
<tbody>
${line('Time to recover (RTO)', drill.rto)}
${line('Data lost (RPO)', drill.rpo)}
${others.map(({ about, verdict, reason }) => html`<tr><th scope="row">${names[about] ?? about}</th><td class="number">–</td><td class="number">–</td><td>${verdictChip(verdict)}</td><td>${unbroken(reason)}</td></tr>`)}
</tbody></table></div>`;
}

const names: Readonly<Record<string, string>> = { integrity: 'Integrity of the data', drill: 'The whole drill' };

function line(name: string, measured: ReportedDrill['rto']): Html {
  return html`<tr><th scope="row">${name}</th><td class="number">${sayObjective(measured.objectiveSeconds)}</td><td class="number">${sayMeasure(measured)}</td><td>${verdictChip(measured.verdict)}</td><td>${unbroken(measured.reason)}</td></tr>`;
}
