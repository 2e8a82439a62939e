/** What was lost, in witnesses: numbered writes whose acknowledgement was recorded. */
import { Duration } from '../../../time/duration';
import { whichInWords } from '../../loss';
import type { Counted, ReportedDrill } from '../../model';
import { html, type Html } from '../html';

export function losses({ loss }: ReportedDrill): Html {
  return html`<h3>What was lost</h3>
<p class="note">Through the whole drill, numbered writes (witnesses) went the way the application’s go. A witness counts once its write was acknowledged.${loss.acknowledged === null ? '' : ` ${loss.acknowledged} were acknowledged before the fault${loss.present === null ? '' : `, ${loss.present} of them came back as they should`}.`}</p>
<div class="scroll" tabindex="0" role="group" aria-label="What was lost"><table>
<thead><tr><th scope="col">Witnesses</th><th scope="col" class="number">How many</th><th scope="col">Which</th><th scope="col" class="number">Written over</th></tr></thead>
<tbody>
${line('Lost, written before the fault', loss.lost, loss.lostSpanSeconds)}
${line('Damaged', loss.damaged)}
${line('Resurrected after their deletion', loss.resurrected)}
${line('Given up, written between fault and switch', loss.lostAfterFault)}
${line('Lost by the recovered system', loss.lostAfterSwitch)}
</tbody></table></div>`;
}

function line(name: string, some: Counted | null, spanSeconds: number | null = null): Html {
  const span = some?.count && spanSeconds !== null ? Duration.seconds(spanSeconds).inWords() : '–';
  return html`<tr><th scope="row">${name}</th><td class="number">${some?.count ?? '–'}</td><td>${some ? whichInWords(some) : 'not counted'}</td><td class="number">${span}</td></tr>`;
}
