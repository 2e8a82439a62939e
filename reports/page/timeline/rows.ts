/** The rows of a drill's picture: what was promised and measured, the phases, the marks. */
import type { PhaseName, PromiseName } from '../../../evidence/entry';
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import type { MeasuredObjective, ReportedDrill } from '../../model';
import { html, type Html } from '../html';
import { faultOf, nameOfMark, sayMeasure, sayOffset } from '../say';
import type { Axis } from './axis';
import { across, bar, beside, type Format, round, rowName } from './canvas';
import { beganOf } from './measured';
import { barOver, lineOver } from './shortened';

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
  const { rto, rpo, promises } = drill;
  const rows = [
    rto && fault && timeRow('time to recover', drill, rto, fault, axis, format),
    rpo && fault && lossRow(rpo, fault, axis, format),
    ...promises.map((promise) => timeRow(promised[promise.promise], drill, promise, beganOf(drill, promise), axis, format)),
  ];
  return rows.filter((row) => row !== undefined && row !== null);
}

const promised: Readonly<Record<PromiseName, string>> = { retrieval: 'time to retrieve', notice: 'time to notice' };

/** What was measured from `began` on. */
function timeRow(name: string, { ended }: ReportedDrill, measured: MeasuredObjective, began: Instant | undefined, axis: Axis, format: Format): Row | undefined {
  const { notBeforeSeconds, notAfterSeconds, objectiveSeconds, verdict } = measured;
  if (notBeforeSeconds === null || !began) return undefined;
  const after = (seconds: number): Instant => began.plus(Duration.seconds(seconds));
  const [least, most] = [after(notBeforeSeconds), notAfterSeconds === null ? ended : after(notAfterSeconds)];
  const limit = limitRow(objectiveSeconds === null ? undefined : after(objectiveSeconds), axis, format);
  const words = [shortly(measured), across(format, axis, began), across(format, axis, most)] as const;
  return (middle) =>
    html`${rowName(name, middle)}${barOver(`measure ${verdict}`, axis, format, began, least, middle)}${barOver(`measure open ${verdict}`, axis, format, least, most, middle)}${limit(middle)}${beside(format, ...words, middle)}`;
}

function lossRow(rpo: MeasuredObjective, fault: Instant, axis: Axis, format: Format): Row | undefined {
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
  return (middle) => html`${rowName(phase, middle)}${barOver(`phase ${tints[phase]}`, axis, format, entered, until, middle)}${begins(middle)}${beside(format, words, from, to, middle)}`;
}

/** The sign that something began before the picture does. */
function chevron(x: number): Row {
  return (middle) => html`<path class="earlier" d="M${round(x + 9)} ${round(middle - 4)}l-5 4l5 4"/>`;
}

function markRow({ mark, notBefore, notAfter }: ReportedDrill['marks'][number], axis: Axis, format: Format): Row {
  const [from, to] = [across(format, axis, notBefore), across(format, axis, notAfter)];
  const words = sayOffset(notAfter, axis.zero);
  return (middle) =>
    html`${rowName(nameOfMark(mark), middle)}<path class="whisker" d="M${from} ${round(middle - 4)}v8"/>${lineOver('whisker', axis, format, notBefore, notAfter, middle)}<path class="mark" d="M${to} ${round(middle - 5)}l5 5l-5 5l-5 -5z"/>${beside(format, words, from - 4, to + 4, middle)}`;
}
