/** What was lost, in witnesses: numbered writes whose acknowledgement was recorded. */
import { Duration } from '../../time/duration';
import { numbersInWords, rangesInWords } from '../loss';
import type { LostSet, ReportedDrill } from '../model';
import { html, type Html } from './html';

export function losses({ loss }: ReportedDrill): Html {
  return html`<h3>What was lost</h3>
<p class="note">Through the whole drill, numbered writes (witnesses) went the way the application’s go. A witness counts once its write was acknowledged.${loss.acknowledged === null ? '' : ` ${loss.acknowledged} were acknowledged before the fault${loss.present === null ? '' : `, ${loss.present} of them came back as they should`}.`}</p>
<div class="scroll" tabindex="0" role="group" aria-label="What was lost"><table>
<thead><tr><th scope="col">Witnesses</th><th scope="col" class="number">How many</th><th scope="col">Which</th><th scope="col" class="number">Written over</th></tr></thead>
<tbody>
${set('Lost, written before the fault', loss.lost)}
${set('Given up, written between fault and switch', loss.lostAfterFault)}
${set('Lost by the recovered system', loss.lostAfterSwitch)}
${list('Damaged', loss.damaged)}
${list('Resurrected after their deletion', loss.resurrected)}
</tbody></table></div>`;
}

function set(name: string, lost: LostSet | null): Html {
  if (!lost) return uncounted(name);
  return html`<tr><th scope="row">${name}</th><td class="number">${lost.count}</td><td>${lost.count ? rangesInWords(lost.ranges) : 'none'}</td><td class="number">${lost.count ? Duration.seconds(lost.spanSeconds).inWords() : '–'}</td></tr>`;
}

function list(name: string, numbers: readonly number[] | null): Html {
  if (!numbers) return uncounted(name);
  return html`<tr><th scope="row">${name}</th><td class="number">${numbers.length}</td><td>${numbers.length ? numbersInWords(numbers) : 'none'}</td><td class="number">–</td></tr>`;
}

function uncounted(name: string): Html {
  return html`<tr><th scope="row">${name}</th><td class="number">–</td><td>not counted</td><td class="number">–</td></tr>`;
}
