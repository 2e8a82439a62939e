/** Where the evidence lies and how anybody can check it. */
import type { ReportedDrill, ReportModel } from '../../model';
import { html, type Html } from '../html';

export function evidence(drill: ReportedDrill, run: string): Html {
  const { ledger, plan, looks } = drill;
  return html`<h3>Evidence</h3>
<dl class="facts">
<div class="long"><dt>Ledger</dt><dd><code>${ledger.path}</code></dd></div>
<div><dt>Entries</dt><dd>${ledger.entries}${ledger.sealed ? ', sealed' : ', not sealed'}</dd></div>
<div><dt>Looks at the systems</dt><dd>${looks.count}${looks.unseen ? `, ${looks.unseen} of which saw nothing` : ''}</dd></div>
<div class="long"><dt>Runbook</dt><dd><code>${plan.feature}:${plan.line}</code></dd></div>
<div class="long"><dt>Head of the ledger</dt><dd><code>${ledger.head}</code></dd></div>
<div class="long"><dt>Digest of the runbook</dt><dd><code>${plan.runbookDigest}</code></dd></div>
</dl>
<p class="note">Anybody can check that no entry was changed, added or taken away, without a network: <code>npx muster verify ${run}</code>. The verdict can be given again from the ledger alone: <code>npx muster judge ${run}</code>.</p>`;
}

export function colophon(model: ReportModel): Html {
  return html`<footer><h2>This run</h2>
<dl class="facts"><div class="long"><dt>Head of the run, the digest of its ledgers’ heads</dt><dd><code>${model.head}</code></dd></div></dl>
<p class="note">Made from the ledgers in this folder and nothing else. Where and when it was made stands in <code>provenance.json</code>; the same for programs in <code>drill.json</code> and <code>junit.xml</code>.</p></footer>`;
}
