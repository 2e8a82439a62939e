/** How shortened stretches look: a shaded band with its real length below, which bars cross as dots. */
import type { Instant } from '../../../time/instant';
import { html, type Html } from '../html';
import type { Axis } from './axis';
import { across, bar, type Format, round, widthOfText } from './canvas';
import { lengthOf } from './idle';
import type { Stretch } from './measured';

/** What a person is told who does not see the band; empty where nothing is shortened. */
export function sayShortened({ breaks }: Axis): string {
  if (breaks.length === 0) return '';
  const lengths = breaks.map((one) => lengthOf(one).inWords()).join(' and ');
  return `${breaks.length === 1 ? 'The shaded stretch is' : 'The shaded stretches are'} shortened: for ${lengths} the drill only waited.`;
}

/** A bar from one instant to another; never too thin to be seen. */
export function barOver(kind: string, axis: Axis, format: Format, from: Instant, to: Instant, middle: number): Html {
  return html`${piecesOf(axis, from, to).map((piece) => (piece.idle ? dots(axis, format, piece, middle) : bar(kind, across(format, axis, piece.from), across(format, axis, piece.to), middle, 13)))}`;
}

/** A thin line from one instant to another. */
export function lineOver(kind: string, axis: Axis, format: Format, from: Instant, to: Instant, middle: number): Html {
  return html`${piecesOf(axis, from, to).map((piece) => (piece.idle ? dots(axis, format, piece, middle) : html`<path class="${kind}" d="M${across(format, axis, piece.from)} ${round(middle)}H${across(format, axis, piece.to)}"/>`))}`;
}

/** The bands, and under the axis how long each really is. */
export function bands(axis: Axis, format: Format, top: number, bottom: number): Html[] {
  return axis.breaks.map((one) => {
    const [from, to] = [across(format, axis, one.from), across(format, axis, one.to)];
    const words = `${lengthOf(one).inWords()} shortened`;
    const half = widthOfText(words) / 2;
    const middle = round(Math.min(Math.max((from + to) / 2, half), format.width - half));
    return html`<rect class="break" x="${from}" y="${top}" width="${round(to - from)}" height="${round(bottom - top)}"/><text class="tick" x="${middle}" y="${round(bottom + 38)}" text-anchor="middle">${words}</text>`;
  });
}

function dots(axis: Axis, format: Format, { from, to }: Stretch, middle: number): Html {
  return html`<line class="idle" x1="${across(format, axis, from)}" x2="${across(format, axis, to)}" y1="${round(middle)}" y2="${round(middle)}"/>`;
}

interface Piece extends Stretch {
  idle: boolean;
}

/** Cuts what lies between two instants at the edges of shortened stretches. */
function piecesOf({ breaks }: Axis, from: Instant, to: Instant): Piece[] {
  const cuts = breaks.flatMap((one) => [one.from, one.to]).filter((at) => at.isAfter(from) && at.isBefore(to));
  const edges = [from, ...cuts, to];
  return edges.slice(1).map((end, index) => {
    const begin = edges[index] ?? end;
    return { from: begin, to: end, idle: breaks.some((one) => !begin.isBefore(one.from) && !end.isAfter(one.to) && end.isAfter(begin)) };
  });
}
