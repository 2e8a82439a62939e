/** The rows of a drill's picture: what was promised and measured, the phases, the marks. */
import type { PhaseName } from '../../../evidence/entry';
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import type { MeasuredObjective, ReportedDrill } from '../../model';
import { html, type Html } from '../html';
import { faultOf, sayMeasure, sayOffset } from '../say';
import type { Axis } from './axis';
import { across, bar, beside, type Format, round, rowName } from './canvas';

/** Draws itself with its middle at the given height. */
export type Row = (middle: number) => Html;

export interface Group {
  title: string;
  rows: readonly Row[];
}

export function groupsOf(drill: ReportedDrill, axis: Axis, format: Format): Group[] {
  const groups: Group[] = [
    { title: 'Objectives', rows: objectiveRows(drill, axis, format) },
    { title: 'Phases', rows: drill.phases.map((phase) => phaseRow(phase, drill.ended, axis, format)) },
    { title: 'Marks', rows: drill.marks.map((mark) => markRow(mark, axis, format)) },
  ];
  return groups.filter(({ rows }) => rows.length > 0);
}

function objectiveRows(drill: ReportedDrill, axis: Axis, format: Format): Row[] {
  const fault = faultOf(drill);
  if (!fault) return [];
  return [recoveryRow(drill, fault, axis, format), lossRow(drill, fault, axis, format)].filter((row) => row !== undefined);
}

function recoveryRow({ rto, ended }: ReportedDrill, fault: Instant, axis: Axis, format: Format): Row | undefined {
  if (rto.notBeforeSeconds === null) return undefined;
  const from = across(format, axis, fault);
  const least = across(format, axis, fault.plus(Duration.seconds(rto.notBeforeSeconds)));
  const most = across(format, axis, rto.notAfterSeconds === null ? ended : fault.plus(Duration.seconds(rto.notAfterSeconds)));
  const limit = limitRow(rto.objectiveSeconds === null ? undefined : fault.plus(Duration.seconds(rto.objectiveSeconds)), axis, format);
  return (middle) => html`${rowName('time to recover', middle)}${bar(`measure ${rto.verdict}`, from, least, middle, 13)}${bar(`measure open ${rto.verdict}`, least, most, middle, 13)}${limit(middle)}${beside(format, shortly(rto), from, most, middle)}`;
}

function lossRow({ rpo }: ReportedDrill, fault: Instant, axis: Axis, format: Format): Row | undefined {
  if (rpo.notBeforeSeconds === null) return undefined;
  const to = across(format, axis, fault);
  const from = across(format, axis, fault.minus(Duration.seconds(rpo.notAfterSeconds ?? rpo.notBeforeSeconds)));
  const limit = limitRow(rpo.objectiveSeconds === null ? undefined : fault.minus(Duration.seconds(rpo.objectiveSeconds)), axis, format);
  return (middle) => html`${rowName('data lost', middle)}${bar(`measure ${rpo.verdict}`, from, to, middle, 13)}${limit(middle)}${beside(format, shortly(rpo), from, to, middle)}`;
}

/** An upright tick where the objective is. */
function limitRow(objective: Instant | undefined, axis: Axis, format: Format): (middle: number) => Html | undefined {
  if (!objective || objective.isBefore(axis.from)) return () => undefined;
  const x = across(format, axis, objective);
  return (middle) => html`<line class="limit" x1="${x}" x2="${x}" y1="${round(middle - 10)}" y2="${round(middle + 10)}"/>`;
}

/** The worse end of what is known, for the table below has both. */
function shortly(measured: MeasuredObjective): string {
  return sayMeasure({ ...measured, notBeforeSeconds: measured.notAfterSeconds ?? measured.notBeforeSeconds });
}

const tints: Readonly<Record<PhaseName, string>> = {
  protect: 'calm',
  'steady state': 'calm',
  damage: 'harm',
  detect: 'think',
  decide: 'think',
  restore: 'work',
  verify: 'work',
  switch: 'work',
  'clean up': 'calm',
};

function phaseRow({ phase, entered, left }: ReportedDrill['phases'][number], ended: Instant, axis: Axis, format: Format): Row {
  const until = left ?? ended;
  const [from, to] = [across(format, axis, entered), across(format, axis, until)];
  const words = until.since(entered).inWords() + (left ? '' : ', broken off');
  const begins = entered.isBefore(axis.from) ? chevron(from) : () => undefined;
  if (until.isBefore(axis.from)) return (middle) => html`${rowName(phase, middle)}${begins(middle)}${beside(format, `${words}, earlier`, from, from + 8, middle)}`;
  return (middle) => html`${rowName(phase, middle)}${bar(`phase ${tints[phase]}`, from, to, middle, 13)}${begins(middle)}${beside(format, words, from, to, middle)}`;
}

/** The sign that something began before the picture does. */
function chevron(x: number): Row {
  return (middle) => html`<path class="earlier" d="M${round(x + 9)} ${round(middle - 4)}l-5 4l5 4"/>`;
}

function markRow({ mark, notBefore, notAfter }: ReportedDrill['marks'][number], axis: Axis, format: Format): Row {
  const [from, to] = [across(format, axis, notBefore), across(format, axis, notAfter)];
  const words = sayOffset(notAfter, axis.zero);
  return (middle) =>
    html`${rowName(mark, middle)}<path class="whisker" d="M${from} ${round(middle - 4)}v8M${from} ${round(middle)}H${to}"/><path class="mark" d="M${to} ${round(middle - 5)}l5 5l-5 5l-5 -5z"/>${beside(format, words, from - 4, to + 4, middle)}`;
}
