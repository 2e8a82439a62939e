/** The decisions that people took, and the guards that had to pass before anything was touched. */
import type { ReportedDrill } from '../../model';
import { html, type Html } from '../html';
import { faultOf, sayInstant, sayOffset } from '../say';

export function people(drill: ReportedDrill): Html {
  const zero = faultOf(drill);
  const acts = drill.people.map(({ at, role, act }) => html`<tr><th scope="row">${role}</th><td>${act}</td><td>${sayInstant(at)}</td><td class="number">${zero ? sayOffset(at, zero) : '–'}</td></tr>`);
  if (acts.length === 0) return html`<h3>Decisions by people</h3><p class="note">None was recorded.</p>`;
  return html`<h3>Decisions by people</h3>
<div class="scroll" tabindex="0" role="group" aria-label="Decisions by people"><table><thead><tr><th scope="col">Role</th><th scope="col">Act</th><th scope="col">When</th><th scope="col" class="number">After the fault</th></tr></thead><tbody>${acts}</tbody></table></div>`;
}

export function guards(drill: ReportedDrill): Html | undefined {
  if (drill.guards.length === 0) return undefined;
  const passed = drill.guards.filter((guard) => guard.passed).length;
  return html`<h3>Before anything was touched</h3>
<details><summary>${passed} of ${drill.guards.length} guards passed</summary>
<ul class="plain">${drill.guards.map((guard) => html`<li>${guard.passed ? '✓' : '✕'} ${guard.guard}: ${guard.detail}</li>`)}</ul></details>`;
}
