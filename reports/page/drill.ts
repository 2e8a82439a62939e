/** One drill's part of the page. */
import type { ReportedDrill } from '../model';
import { calls } from './sections/calls';
import { checks } from './sections/checks';
import { evidence } from './sections/evidence';
import { findings } from './sections/findings';
import { html, type Html } from './html';
import { limits } from './sections/limits';
import { losses } from './sections/losses';
import { durationsAre } from './masthead';
import { objectives } from './sections/objectives';
import { guards, people } from './sections/people';
import { endingChip, unbroken } from './say';
import { sayDrill } from './say-drill';
import { timelinePicture } from './timeline/draw';
import { timelineTable } from './timeline/table';
import { undo } from './sections/undo';

export function drillSection(drill: ReportedDrill, run: string): Html {
  const { plan } = drill;
  const are = durationsAre(plan.target);
  return html`<section class="drill" aria-labelledby="${drill.id}">
<p class="kicker">${plan.class} · ${plan.component ?? 'no single component'}</p>
<h2 id="${drill.id}">${plan.scenario}</h2>
<p class="lead">${endingChip(drill.outcome, drill.verdict)} ${unbroken(sayDrill(drill))}</p>
${timelinePicture(drill, are)}
${timelineTable(drill)}
${objectives(drill, are)}
${drill.rpo && losses(drill)}
${checks(drill)}
${findings(drill)}
${people(drill)}
${undo(drill)}
${guards(drill)}
${calls(drill)}
${limits(drill)}
${evidence(drill, run)}
</section>`;
}
