/** The weaknesses that the drill found, with who answers for each. */
import type { ReportedDrill } from '../../model';
import { html, type Html } from '../html';
import { unbroken } from '../say';

export function findings(drill: ReportedDrill): Html {
  if (drill.findings.length === 0) return html`<h3>Findings</h3><p class="note">None.</p>`;
  return html`<h3>Findings</h3>
<ul class="findings">${drill.findings.map(({ severity, title, detail, owner }) => html`<li><p><strong>${title}</strong> <span class="aside">${severity} · for ${owner}</span></p><p>${unbroken(detail)}</p></li>`)}</ul>`;
}
