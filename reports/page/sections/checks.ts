/** The checks of what came back: of its data, and of its settings. */
import type { CheckEntry } from '../../../evidence/entry';
import type { ReportedDrill } from '../../model';
import { html, type Html } from '../html';

export function checks(drill: ReportedDrill): Html {
  return html`${table('Integrity of the data', drill.checks.filter(({ provesData }) => provesData), 'No check read the data that came back.')}
${table('Configuration parity', drill.checks.filter(({ provesData }) => !provesData), 'Nobody compared the settings of what came back with what they were.')}`;
}

function table(title: string, some: readonly CheckEntry[], none: string): Html {
  if (some.length === 0) return html`<h3>${title}</h3><p class="note">${none}</p>`;
  return html`<h3>${title}</h3>
<div class="scroll" tabindex="0" role="group" aria-label="${title}"><table>
<thead><tr><th scope="col">Check</th><th scope="col">Result</th><th scope="col">Found</th><th scope="col" class="number">Examined</th><th scope="col">How</th></tr></thead>
<tbody>${some.map(line)}</tbody></table></div>`;
}

function line({ check, component, passed, detail, examined, population, method }: CheckEntry): Html {
  return html`<tr><th scope="row">${check}<span class="aside">${component}</span></th><td>${result(passed)}</td><td>${detail}</td><td class="number">${examined} of ${population}</td><td>${method}</td></tr>`;
}

function result(passed: boolean | null): Html {
  if (passed === null) return html`<span class="chip unproven"><span aria-hidden="true">?</span> not seen</span>`;
  return passed ? html`<span class="chip met"><span aria-hidden="true">✓</span> alike</span>` : html`<span class="chip missed"><span aria-hidden="true">✕</span> differs</span>`;
}
