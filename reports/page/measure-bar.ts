/** A measure against its objective, as a small picture beside the numbers. */
import type { MeasuredObjective } from '../model';
import { html, type Html } from './html';

const width = 132;
const height = 16;

/** Empty when there is nothing to compare. The numbers stand beside it, so it is hidden from screen readers. */
export function measureBar({ objectiveSeconds, notBeforeSeconds, notAfterSeconds, verdict }: MeasuredObjective): Html | undefined {
  if (objectiveSeconds === null || notBeforeSeconds === null) return undefined;
  const most = notAfterSeconds ?? notBeforeSeconds * 1.5;
  const whole = Math.max(objectiveSeconds * 1.2, most * 1.05, 0.001);
  const x = (seconds: number): number => Math.round((seconds / whole) * width * 10) / 10;
  return html`<svg class="bar" aria-hidden="true" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><rect class="track" x="0" y="5" width="${x(objectiveSeconds)}" height="6" rx="3"/><rect class="measure ${verdict}" x="0" y="5" width="${Math.max(x(notBeforeSeconds), 2)}" height="6" rx="3"/><rect class="measure open ${verdict}" x="${x(notBeforeSeconds)}" y="5" width="${Math.max(x(most) - x(notBeforeSeconds), 0)}" height="6" rx="3"/><line class="limit" x1="${x(objectiveSeconds)}" x2="${x(objectiveSeconds)}" y1="1" y2="15"/></svg>`;
}
