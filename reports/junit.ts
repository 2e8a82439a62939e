/** `junit.xml`: a suite a feature, a case a drill. */
import type { TargetKind } from '../evidence/entry';
import { timeBase } from './drill-json';
import type { ReportedDrill, ReportModel } from './model';
import { escapeText } from './page/html';
import { figuresOf } from './page/figures';
import { sayMeasure, sayObjective } from './page/say';
import { sayChecks } from './page/say-checks';

/** The XML. `met` passes; `missed` and `unproven` are failures of that type; a drill that did not finish is an error of its outcome's type. */
export function junitXml(model: ReportModel): string {
  const suites = [...new Set(model.drills.map(({ plan }) => plan.feature))].map((feature) => model.drills.filter(({ plan }) => plan.feature === feature));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escapeText(`muster ${model.run}`)}" ${totals(model.drills)}>`,
    ...suites.map((drills) => suite(model, drills)),
    '</testsuites>',
    '',
  ].join('\n');
}

function suite(model: ReportModel, drills: readonly ReportedDrill[]): string {
  const [first] = [...drills].sort((a, b) => a.began.compare(b.began));
  // JUnit's timestamps carry no zone; ours are UTC.
  const timestamp = first ? ` timestamp="${first.began.toString().slice(0, 19)}"` : '';
  return [
    `  <testsuite name="${escapeText(first?.plan.feature ?? '')}" ${totals(drills)}${timestamp}>`,
    properties('    ', [...about(model.target), ['run', model.run], ['head', model.head], ['seed', String(model.seed)]]),
    ...drills.map(testCase),
    '  </testsuite>',
  ].join('\n');
}

function about(target: TargetKind): [string, string][] {
  return [['time', timeBase(target).note], ['target', target]];
}

function testCase(drill: ReportedDrill): string {
  const { plan, checks, ledger } = drill;
  const measures: [string, string][] = [
    ['time', timeBase(plan.target).note],
    ...figuresOf(drill).map(({ about, measured }): [string, string] => [about, `${sayMeasure(measured)}, objective ${sayObjective(measured.objectiveSeconds)}, ${measured.verdict}`]),
    ['checks', sayChecks(checks)],
    ['ledger', ledger.path],
    ['head', ledger.head],
  ];
  return [
    `    <testcase classname="${escapeText(plan.feature)}" name="${escapeText(plan.scenario)}" file="${escapeText(plan.feature)}" line="${plan.line}" time="${seconds([drill])}">`,
    properties('      ', measures),
    ...problem(drill),
    '    </testcase>',
  ].join('\n');
}

function problem(drill: ReportedDrill): string[] {
  if (isError(drill)) return [element('error', drill.outcome, drill)];
  return drill.verdict === 'met' ? [] : [element('failure', drill.verdict, drill)];
}

function element(name: string, type: string, { reason, verdicts }: ReportedDrill): string {
  const why = verdicts.map((one) => `${one.about}: ${one.verdict}, ${one.reason}`).join('\n');
  return `      <${name} type="${type}" message="${escapeText(`${type}: ${reason}`)}">${escapeText(why)}</${name}>`;
}

function properties(indent: string, pairs: readonly [string, string][]): string {
  const lines = pairs.map(([name, value]) => `${indent}  <property name="${escapeText(name)}" value="${escapeText(value)}"/>`);
  return [`${indent}<properties>`, ...lines, `${indent}</properties>`].join('\n');
}

function totals(drills: readonly ReportedDrill[]): string {
  const errors = drills.filter(isError).length;
  const failures = drills.filter((drill) => !isError(drill) && drill.verdict !== 'met').length;
  return `tests="${drills.length}" failures="${failures}" errors="${errors}" skipped="0" time="${seconds(drills)}"`;
}

function isError({ outcome }: ReportedDrill): boolean {
  return outcome !== 'finished';
}

function seconds(drills: readonly ReportedDrill[]): string {
  return (drills.reduce((sum, { began, ended }) => sum + ended.since(began).milliseconds, 0) / 1_000).toFixed(3);
}
