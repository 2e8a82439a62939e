/** StartExperiment, GetExperiment, ListExperiments, StopExperiment and ListExperimentResolvedTargets. */
import type { Experiment as ExperimentAnswer, GetExperimentResponse, ListExperimentsResponse, StartExperimentResponse, StopExperimentResponse } from '@aws-sdk/client-fis';
import { Duration } from '../../../time/duration';
import { pageOf } from '../../next-token';
import { operation, type Call, type Operations } from '../../service';
import { drawId } from '../draw-id';
import { clientToken, type Input, optionalText, pageSize, record, tagMap, text } from '../readers';
import { conflict, notFound, quotaExceeded, validation } from '../refusals';
import { askedTemplate, planAnswer } from '../templates/operations';
import type { Templates } from '../templates/templates';
import { type ActionState, type Experiment, isOver } from './experiment';
import type { Experiments } from './experiments';

/** How many may go on at a time: https://docs.aws.amazon.com/fis/latest/userguide/fis-quotas.html */
const mostActive = 5;
/** How long experiments are told of. */
const toldFor = Duration.days(120);

export function experimentOperations(experiments: Experiments, templates: Templates): Operations {
  return {
    StartExperiment: operation<Input, StartExperimentResponse>(async (input, call) => ({ experiment: answer(start(experiments, templates, input, call)) })),
    GetExperiment: operation<Input, GetExperimentResponse>(async (input, call) => ({ experiment: answer(asked(experiments, input, call)) })),
    StopExperiment: operation<Input, StopExperimentResponse>(async (input, call) => {
      const experiment = asked(experiments, input, call);
      if (isOver(experiment)) throw validation(`The experiment ${experiment.id} is ${experiment.status}: it cannot be stopped.`);
      return { experiment: answer(experiments.stop(experiment, 'Experiment stopped by user.')) };
    }),
    ListExperiments: operation<Input, ListExperimentsResponse>(async (input, call) => {
      const of = optionalText(input, 'experimentTemplateId', 64);
      const fitting = toldOf(experiments, call).filter(({ templateId }) => of === undefined || templateId === of);
      const page = pageOf(fitting, wanted(input));
      return { experiments: page.items.map(brief), ...(page.token && { nextToken: page.token }) };
    }),
    ListExperimentResolvedTargets: operation<Input, object>(async (input, call) => {
      const { resolved, plan } = asked(experiments, input, call, 'experimentId');
      const of = optionalText(input, 'targetName', 64);
      const all = Object.entries(resolved).filter(([name]) => of === undefined || name === of);
      const page = pageOf(all.flatMap(([targetName, arns]) => arns.map((arn) => ({ resourceType: plan.targets[targetName]?.resourceType, targetName, targetInformation: { arn } }))), wanted(input));
      return { resolvedTargets: page.items, ...(page.token && { nextToken: page.token }) };
    }),
  };
}

function wanted(input: Input): Parameters<typeof pageOf>[1] {
  return { most: pageSize(input), token: optionalText(input, 'nextToken', 1_024), refusal: () => validation('The token is not valid.') };
}

function start(experiments: Experiments, templates: Templates, input: Input, call: Call): Experiment {
  const token = clientToken(input);
  const { accountId } = call.caller;
  const request = JSON.stringify(input);
  const there = experiments.in(accountId, call.region).find((experiment) => experiment.token === token);
  if (there && there.asked !== request) throw conflict('The client token was used before, for another experiment.');
  if (there) return there;
  const template = askedTemplate(templates, input, call, 'experimentTemplateId');
  const actionsMode = optionalText(record(input, 'experimentOptions'), 'actionsMode', 64) ?? 'run-all';
  if (actionsMode !== 'run-all' && actionsMode !== 'skip-all') throw validation(`"${actionsMode}" is not an actions mode.`);
  if (experiments.in(accountId, call.region).filter((experiment) => !isOver(experiment)).length >= mostActive) throw quotaExceeded(`The account has ${mostActive} active experiments in this region already.`);
  const missing = template.plan.stopConditions.find(({ value }) => value !== undefined && !experiments.laboratory.alarms.find(value));
  if (missing) throw validation(`The alarm ${missing.value} of a stop condition does not exist.`);
  const id = drawId(experiments.laboratory.world.chance, 'EXP', accountId, call.region, token, call.now.epochMilliseconds);
  const experiment: Experiment = {
    ...{ id, arn: `arn:aws:fis:${call.region}:${accountId}:experiment/${id}`, accountId, region: call.region, templateId: template.id, plan: template.plan, actionsMode },
    ...{ tags: tagMap(input), status: 'pending', reason: 'Experiment is pending.', resolved: {}, created: call.now, started: call.now, token, asked: request },
    actions: Object.fromEntries(Object.keys(template.plan.actions).map((name): [string, ActionState] => [name, { status: 'pending', reason: 'Initial state' }])),
  };
  experiments.begin(experiment);
  return experiment;
}

function toldOf(experiments: Experiments, { caller, region, now }: Call): Experiment[] {
  const oldest = now.minus(toldFor);
  return experiments.in(caller.accountId, region).filter(({ ended }) => !ended?.isBefore(oldest));
}

function asked(experiments: Experiments, input: Input, call: Call, name = 'id'): Experiment {
  const id = text(input, name, 64);
  const experiment = toldOf(experiments, call).find((one) => one.id === id);
  if (!experiment) throw notFound('Experiment');
  return experiment;
}

function stateOf({ status, reason, error }: Experiment): ExperimentAnswer['state'] {
  // The old client's type lacks what it reads all the same.
  return { status, reason, ...(error && { error }) } as ExperimentAnswer['state'];
}

function brief(experiment: Experiment): ExperimentAnswer & { arn: string } {
  const { id, arn, templateId, created, tags, plan, actionsMode } = experiment;
  const experimentOptions = { accountTargeting: 'single-account', emptyTargetResolutionMode: plan.emptyTargets, actionsMode } as const;
  return { id, arn, experimentTemplateId: templateId, state: stateOf(experiment), creationTime: created.toDate(), tags: { ...tags }, experimentOptions };
}

function answer(experiment: Experiment): ExperimentAnswer & { arn: string } {
  const { plan, started, ended, actions } = experiment;
  const said = planAnswer(plan);
  const withStates = Object.entries(said.actions ?? {}).map(([name, action]) => [name, { ...action, ...actionAnswer(actions[name]) }]);
  const times = { startTime: started.toDate(), ...(ended && { endTime: ended.toDate() }) };
  return { ...said, ...brief(experiment), roleArn: plan.roleArn, actions: Object.fromEntries(withStates) as ExperimentAnswer['actions'], ...times, targetAccountConfigurationsCount: 0 };
}

function actionAnswer(state: ActionState | undefined): object {
  if (!state) return {};
  const { status, reason, started, ended } = state;
  return { state: { status, reason }, ...(started && { startTime: started.toDate() }), ...(ended && { endTime: ended.toDate() }) };
}
