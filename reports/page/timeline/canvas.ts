/** The measurements of a picture, and the few shapes it is made of. */
import type { Instant } from '../../../time/instant';
import { html, type Html } from '../html';
import { type Axis, placeOn } from './axis';

/** A picture's size in its own units, which are CSS pixels where it is shown at full width. */
export interface Format {
  name: 'wide' | 'narrow';
  width: number;
  /** Space at the left for the rows' names. */
  names: number;
  rowHeight: number;
  mostTicks: number;
}

export const wide: Format = { name: 'wide', width: 1_040, names: 150, rowHeight: 27, mostTicks: 11 };
export const narrow: Format = { name: 'narrow', width: 360, names: 118, rowHeight: 25, mostTicks: 4 };

const margin = 14;
/** Letters of the widest font that a system may show the picture in, at its largest size in the picture. */
const letter = 7.4;

/** Where an instant lies from left to right. */
export function across(format: Format, axis: Axis, at: Instant): number {
  return round(format.names + placeOn(axis, at) * (format.width - format.names - margin));
}

/** Coordinates with one decimal, so that pages stay small and equal. */
export function round(n: number): number {
  return Math.round(n * 10) / 10;
}

export function widthOfText(text: string): number {
  return text.length * letter;
}

/** A bar; never too thin to be seen. */
export function bar(kind: string, from: number, to: number, middle: number, height: number): Html {
  return html`<rect class="${kind}" x="${round(from)}" y="${round(middle - height / 2)}" width="${round(Math.max(to - from, 2))}" height="${height}" rx="3"/>`;
}

/** Words beside what lies between `from` and `to`: to the right where there is room, otherwise to the left, otherwise upon it. */
export function beside(format: Format, words: string, from: number, to: number, middle: number): Html {
  const needed = widthOfText(words) + 8;
  const y = round(middle + 4);
  if (to + needed <= format.width) return html`<text class="value" x="${round(to + 7)}" y="${y}">${words}</text>`;
  if (from - needed >= format.names) return html`<text class="value" x="${round(from - 7)}" y="${y}" text-anchor="end">${words}</text>`;
  return html`<text class="value upon" x="${round(to - 7)}" y="${y}" text-anchor="end">${words}</text>`;
}

/** The name of a row, at its left. */
export function rowName(words: string, middle: number): Html {
  return html`<text class="name" x="0" y="${round(middle + 4)}">${words}</text>`;
}

/** A line from top to bottom. */
export function upright(kind: string, x: number, from: number, to: number): Html {
  return html`<line class="${kind}" x1="${x}" x2="${x}" y1="${round(from)}" y2="${round(to)}"/>`;
}
