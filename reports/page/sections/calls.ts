/** Every call that the drill made, as a person would type it. */
import type { ReportedCall, ReportedDrill } from '../../model';
import { html, type Html } from '../html';
import { faultOf, sayOffset } from '../say';

/** More are counted, and stand in the ledger. */
const most = 300;

export function calls(drill: ReportedDrill): Html {
  if (drill.calls.length === 0) return html`<h3>Calls made</h3><p class="note">None.</p>`;
  const groups = alike(drill.calls);
  const zero = faultOf(drill) ?? drill.began;
  return html`<h3>Calls made</h3>
<details><summary>${drill.calls.length} calls, ${groups.length} different, with the AWS CLI’s command for each</summary>
<ol class="calls">${groups.slice(0, most).map(({ call, count }) => line(call, count, sayOffset(call.at, zero)))}</ol>
${groups.length > most && html`<p class="note">${groups.length - most} more stand in the ledger.</p>`}</details>`;
}

function alike(all: readonly ReportedCall[]): { call: ReportedCall; count: number }[] {
  const groups = new Map<string, { call: ReportedCall; count: number }>();
  for (const call of all) {
    const key = JSON.stringify([call.command, call.region, call.outcome, call.error]);
    const group = groups.get(key);
    if (group) group.count += 1;
    else groups.set(key, { call, count: 1 });
  }
  return [...groups.values()];
}

function line({ service, operation, region, command, error }: ReportedCall, count: number, when: string): Html {
  return html`<li><p><strong>${service} ${operation}</strong> <span class="aside">${region} · ${count > 1 ? `${count} times, first at` : 'at'} ${when}</span>${error && html` <span class="chip unproven">refused: ${error.code}</span>`}</p>
<pre><code>${command}</code></pre>${error && html`<p class="note">${error.message}</p>`}</li>`;
}
