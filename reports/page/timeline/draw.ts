/** A drill's timeline as a picture: phases and marks on an axis of time that begins at the fault. */
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import type { ReportedDrill } from '../../model';
import { html, type Html } from '../html';
import { figuresOf } from '../figures';
import { faultOf, sayInstant, sayMeasure, sayObjective, sayOffset, unbroken } from '../say';
import { type Axis, axisOf, ticksOf } from './axis';
import { across, type Format, narrow, round, upright, wide, widthOfText } from './canvas';
import { groupsOf } from './rows';
import { bands, sayShortened } from './shortened';

/** The picture twice, for wide windows and paper, and for narrow windows (the style sheet shows one), and how to read it. */
export function timelinePicture(drill: ReportedDrill, are: string): Html {
  const axis = axisOf(drill);
  const objectives = figuresOf(drill).some(({ measured }) => measured.notBeforeSeconds !== null) && ' Upright ticks in the rows of objectives are the objectives.';
  return html`<figure>${draw(drill, axis, wide)}${draw(drill, axis, narrow)}<figcaption>Durations are ${are}. The solid part of a bar is certain; its pale end is the time between two looks, within which it happened.${objectives} ${unbroken(sayShortened(axis))}</figcaption></figure>`;
}

interface Upright {
  kind: 'fault' | 'objective' | 'measured';
  words: string;
  at: Instant;
}

const headroom = 56;

function draw(drill: ReportedDrill, axis: Axis, format: Format): Html {
  const lines = uprights(drill);
  let y = headroom;
  const drawn = groupsOf(drill, axis, format).map(({ title, rows }) => {
    const heading = html`<text class="group" x="0" y="${round(y + 20)}">${title}</text><line class="rule" x1="0" x2="${format.width}" y1="${y}" y2="${y}"/>`;
    const first = y + 28 + format.rowHeight / 2;
    y = first + rows.length * format.rowHeight - format.rowHeight / 2 + 10;
    return html`${heading}${rows.map((row, i) => row(first + i * format.rowHeight))}`;
  });
  const [title, description] = [`${drill.id}-${format.name}-title`, `${drill.id}-${format.name}-description`];
  return html`<svg class="timeline ${format.name}" role="img" aria-labelledby="${title} ${description}" viewBox="0 0 ${format.width} ${round(y + (axis.breaks.length ? 52 : 34))}" xmlns="http://www.w3.org/2000/svg">
<title id="${title}">Timeline of ${drill.plan.scenario}</title>
<desc id="${description}">${inWords(drill, axis)}</desc>
${bands(axis, format, headroom, y)}${lostWindow(drill, axis, format, y)}${ticks(axis, format, y)}${lines.map(({ kind, at }) => upright(`upright ${kind}`, across(format, axis, at), headroom - 6, y))}${drawn}${labels(lines, axis, format)}
</svg>`;
}

function uprights(drill: ReportedDrill): Upright[] {
  const fault = faultOf(drill);
  if (!fault) return [];
  const lines: Upright[] = [{ kind: 'fault', words: 'fault', at: fault }];
  const { objectiveSeconds, notAfterSeconds } = drill.rto ?? { objectiveSeconds: null, notAfterSeconds: null };
  if (notAfterSeconds !== null) lines.push({ kind: 'measured', words: `recovered ${sayOffset(fault.plus(Duration.seconds(notAfterSeconds)), fault)}`, at: fault.plus(Duration.seconds(notAfterSeconds)) });
  if (objectiveSeconds !== null) lines.push({ kind: 'objective', words: `objective +${sayObjective(objectiveSeconds)}`, at: fault.plus(Duration.seconds(objectiveSeconds)) });
  return lines;
}

/** Each line's words above it, on a second level where they would run into each other. */
function labels(lines: readonly Upright[], axis: Axis, format: Format): Html[] {
  const ends = [-Infinity, -Infinity, -Infinity];
  const placed = lines.map((line) => ({ ...line, x: across(format, axis, line.at) })).sort((a, b) => a.x - b.x);
  return placed.map(({ kind, words, x }) => {
    const half = widthOfText(words) / 2 + 4;
    const middle = round(Math.min(Math.max(x, half), format.width - half));
    const level = ends.findIndex((end) => end < middle - half);
    ends[level] = middle + half;
    return html`<text class="label ${kind}" x="${middle}" y="${headroom - 12 - level * 17}" text-anchor="middle">${words}</text>`;
  });
}

/** The axis. A tick whose words would run into those before stays without. */
function ticks(axis: Axis, format: Format, bottom: number): Html {
  let end = -Infinity;
  const marks = ticksOf(axis, format.mostTicks).map((at) => {
    const x = across(format, axis, at);
    const words = sayOffset(at, axis.zero);
    const half = widthOfText(words) / 2;
    const middle = round(Math.min(x, format.width - half));
    const fits = middle - half > end;
    if (fits) end = middle + half;
    return html`${upright('grid', x, headroom, bottom + 5)}${fits && html`<text class="tick" x="${middle}" y="${round(bottom + 20)}" text-anchor="middle">${words}</text>`}`;
  });
  return html`${marks}<line class="base" x1="${format.names}" x2="${format.width}" y1="${round(bottom)}" y2="${round(bottom)}"/>`;
}

function lostWindow(drill: ReportedDrill, axis: Axis, format: Format, bottom: number): Html | undefined {
  const fault = faultOf(drill);
  const lost = drill.rpo?.notAfterSeconds ?? drill.rpo?.notBeforeSeconds;
  if (!fault || !lost) return undefined;
  const [from, to] = [across(format, axis, fault.minus(Duration.seconds(lost))), across(format, axis, fault)];
  return html`<rect class="lost" x="${from}" y="${headroom}" width="${round(Math.max(to - from, 1))}" height="${round(bottom - headroom)}"/>`;
}

function inWords(drill: ReportedDrill, axis: Axis): string {
  const fault = faultOf(drill);
  const figures = figuresOf(drill).map(({ name, measured }) => `${name}: ${sayMeasure(measured)}, objective ${sayObjective(measured.objectiveSeconds)}.`);
  if (!fault) return [`No fault was seen. The drill began ${sayInstant(drill.began)} and ended ${sayInstant(drill.ended)}.`, sayShortened(axis)].join(' ').trim();
  return [`Fault at ${sayInstant(fault)}.`, ...figures, sayShortened(axis), 'The table below has every phase and mark.'].filter((text) => text !== '').join(' ');
}
