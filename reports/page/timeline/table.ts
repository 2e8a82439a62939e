/** The timeline as a table, for those who cannot see the picture or want its numbers. */
import type { Instant } from '../../../time/instant';
import type { ReportedDrill } from '../../model';
import { html, type Html } from '../html';
import { faultOf, nameOfMark, sayInstant, sayOffset } from '../say';

export function timelineTable(drill: ReportedDrill): Html {
  const zero = faultOf(drill);
  const rows = [...phaseRows(drill, zero), ...markRows(drill, zero)].sort((a, b) => a.at.compare(b.at));
  return html`<details><summary>Timeline as a table</summary>
<div class="scroll" tabindex="0" role="group" aria-label="Timeline as a table"><table>
<thead><tr><th scope="col">What</th><th scope="col">Not before</th><th scope="col">Not after</th><th scope="col" class="number">${zero ? 'After the fault' : 'Lasted'}</th></tr></thead>
<tbody>${rows.map(({ cells }) => cells)}</tbody></table></div></details>`;
}

interface Row {
  at: Instant;
  cells: Html;
}

function phaseRows({ phases, ended }: ReportedDrill, zero: Instant | undefined): Row[] {
  return phases.map(({ phase, entered, left }) => {
    const lasted = (left ?? ended).since(entered).inWords();
    const offset = zero ? `${sayOffset(entered, zero)}, for ${lasted}` : lasted;
    return { at: entered, cells: html`<tr><th scope="row">phase: ${phase}</th><td>${sayInstant(entered)}</td><td>${left ? sayInstant(left) : 'not left'}</td><td class="number">${offset}</td></tr>` };
  });
}

function markRows({ marks }: ReportedDrill, zero: Instant | undefined): Row[] {
  return marks.map(({ mark, component, notBefore, notAfter }) => ({
    at: notAfter,
    cells: html`<tr><th scope="row">mark: ${nameOfMark(mark)} (${component})</th><td>${sayInstant(notBefore)}</td><td>${sayInstant(notAfter)}</td><td class="number">${zero ? sayOffset(notAfter, zero) : ''}</td></tr>`,
  }));
}
