/** One drill as an Allure 2 result. */
import { sha256 } from '../../evidence/canonical';
import type { Json } from '../../evidence/entry';
import type { ReportedDrill, ReportModel } from '../model';
import { durationsAre } from '../page/masthead';
import { figuresOf } from '../page/figures';
import { sayMeasure, sayObjective } from '../page/say';
import { sayChecks } from '../page/say-checks';
import { statusOf } from './status';
import type { AllureStep } from './steps';

/** An id of the form that Allure wants, the same for the same text. */
export function uuidOf(text: string): string {
  const hex = sha256(text).slice('sha256:'.length);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/** The result; times are epoch milliseconds of drill time. `ledger` names the copy of the drill's ledger beside it. */
export function allureResult(model: ReportModel, drill: ReportedDrill, steps: readonly AllureStep[], ledger: string): Json {
  const { plan } = drill;
  const fullName = `${plan.feature}: ${plan.scenario}`;
  const history = uuidOf(`${plan.target} ${fullName}`).replaceAll('-', '');
  return {
    uuid: uuidOf(`${model.head} ${drill.id}`),
    historyId: history,
    testCaseId: history,
    fullName,
    name: plan.scenario,
    description: `${drill.reason}\n\nTimes are drill time; durations are ${durationsAre(plan.target)}.`,
    status: statusOf(drill),
    statusDetails: details(drill),
    stage: 'finished',
    start: drill.began.epochMilliseconds,
    stop: drill.ended.epochMilliseconds,
    labels: labels(drill),
    links: [],
    parameters: parameters(model, drill),
    attachments: [{ name: 'ledger', type: 'application/x-ndjson', source: ledger }],
    steps: steps.map((step) => ({ ...step, stage: 'finished', steps: [], attachments: [], parameters: [] })),
  };
}

function details(drill: ReportedDrill): Json {
  const word = drill.outcome === 'finished' ? drill.verdict : drill.outcome;
  return { message: `${word}: ${drill.reason}`, trace: drill.verdicts.map(({ about, verdict, reason }) => `${about}: ${verdict}, ${reason}`).join('\n') };
}

function labels(drill: ReportedDrill): Json {
  const { plan } = drill;
  const severity = ({ high: 'critical', medium: 'normal', low: 'minor' } as const)[worstFinding(drill)];
  return [
    ['parentSuite', plan.class],
    ['suite', plan.feature],
    ['epic', plan.class],
    ['feature', plan.feature],
    ['story', plan.component ?? 'no single component'],
    ['severity', severity],
    ['owner', plan.owner],
    ['framework', 'muster'],
    ['language', 'gherkin'],
    ['tag', plan.target === 'stand-in' ? 'REHEARSAL' : 'live'],
    ['tag', drill.outcome === 'finished' ? drill.verdict : drill.outcome],
  ].map(([name, value]) => ({ name, value }) as { [key: string]: Json });
}

function worstFinding({ findings }: ReportedDrill): 'high' | 'medium' | 'low' {
  return (['high', 'medium', 'low'] as const).find((severity) => findings.some((finding) => finding.severity === severity)) ?? 'medium';
}

function parameters(model: ReportModel, drill: ReportedDrill): Json {
  const are = durationsAre(drill.plan.target);
  return [
    ...figuresOf(drill).map(({ name, measured }) => ({ name: `${name.toLowerCase()}, ${are}`, value: `${sayMeasure(measured)}; objective ${sayObjective(measured.objectiveSeconds)}`, excluded: true })),
    { name: 'checks', value: sayChecks(drill.checks), excluded: true },
    { name: 'seed', value: String(model.seed), excluded: true },
  ];
}
