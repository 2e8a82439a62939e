/** The checks: of data, of attempts that had to be refused, and of settings. */
import type { CheckEntry } from '../../../evidence/entry';
import type { ReportedDrill } from '../../model';
import { html, type Html } from '../html';
import { isAttempt, nameOfCheck, sawOf } from '../say-checks';

export function checks(drill: ReportedDrill): Html {
  const attempts = drill.checks.filter(isAttempt);
  const looks = drill.checks.filter((check) => !isAttempt(check));
  const data = looks.filter(({ provesData }) => provesData);
  const settings = looks.filter(({ provesData }) => !provesData);
  return html`${attempts.length > 0 && table('Attempts that had to be refused', attempts, attempted)}
${data.length ? table('Integrity of the data', data, looked) : nothing('Integrity of the data', 'No check read the data that came back.')}
${settings.length ? table('Configuration parity', settings, looked) : nothing('Configuration parity', 'Nobody compared the settings of what came back with what they were.')}`;
}

/** The words of a table of checks. */
interface Words {
  check: string;
  examined: string;
  passed: string;
  failed: string;
  unseen: string;
}

const looked: Words = { check: 'Check', examined: 'Examined', passed: 'alike', failed: 'differs', unseen: 'not seen' };
const attempted: Words = { check: 'Attempt', examined: 'Tried', passed: 'refused', failed: 'succeeded', unseen: 'not tried' };

function nothing(title: string, none: string): Html {
  return html`<h3>${title}</h3><p class="note">${none}</p>`;
}

function table(title: string, some: readonly CheckEntry[], words: Words): Html {
  return html`<h3>${title}</h3>
<div class="scroll" tabindex="0" role="group" aria-label="${title}"><table>
<thead><tr><th scope="col">${words.check}</th><th scope="col">Result</th><th scope="col">Found</th><th scope="col" class="number">${words.examined}</th><th scope="col">How</th></tr></thead>
<tbody>${some.map((check) => line(check, words))}</tbody></table></div>`;
}

function line(check: CheckEntry, words: Words): Html {
  const { component, detail, examined, population, method } = check;
  return html`<tr><th scope="row">${nameOfCheck(check)}<span class="aside">${component}</span></th><td>${result(sawOf(check), words)}</td><td>${detail}</td><td class="number">${examined} of ${population}</td><td>${method}</td></tr>`;
}

function result(saw: boolean | null, { passed, failed, unseen }: Words): Html {
  if (saw === null) return html`<span class="chip unproven"><span aria-hidden="true">?</span> ${unseen}</span>`;
  return saw ? html`<span class="chip met"><span aria-hidden="true">✓</span> ${passed}</span>` : html`<span class="chip missed"><span aria-hidden="true">✕</span> ${failed}</span>`;
}
