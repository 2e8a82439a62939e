/** What was filed to be undone, and whether it was. */
import type { ReportedDrill, ReportedUndo } from '../../model';
import { html, type Html } from '../html';

export function undo(drill: ReportedDrill): Html {
  if (drill.undos.length === 0) return html`<h3>Undone afterwards</h3><p class="note">Nothing was filed, so nothing was to be undone.</p>`;
  return html`<h3>Undone afterwards</h3>
<p class="note">Each undo was on disk before its act began.</p>
<ul class="undo">${drill.undos.map((one) => html`<li>${state(one)} ${one.does}${one.detail && html` <span class="aside">${one.detail}</span>`}</li>`)}</ul>`;
}

function state({ result }: ReportedUndo): Html {
  if (result === null) return html`<span class="chip unproven"><span aria-hidden="true">?</span> filed, not done</span>`;
  if (result === 'failed') return html`<span class="chip missed"><span aria-hidden="true">✕</span> failed</span>`;
  return html`<span class="chip met"><span aria-hidden="true">✓</span> ${result}</span>`;
}
