/** Reads what an experiment template says, and refuses what makes no experiment. */
import type { Alarms } from '../../cloudwatch/alarms/alarms';
import type { Call } from '../../service';
import { actionKind, type Catalogue } from '../actions/catalogue';
import { type Input, list, optionalText, record, structures, text, textMap, texts } from '../readers';
import { notServed, quotaExceeded, validation } from '../refusals';
import { checkOrder } from './check-order';
import { readTarget } from './read-target';
import type { Action, Plan, StopCondition, Target } from './template';

/** How many actions of an experiment can run in parallel: https://docs.aws.amazon.com/fis/latest/userguide/fis-quotas.html. Only those that nothing holds back are counted here. */
const mostParallel = 10;

export interface PlanGround {
  catalogue: Catalogue;
  alarms: Alarms;
}

/** https://docs.aws.amazon.com/fis/latest/APIReference/API_CreateExperimentTemplate.html. Throws AwsError. */
export function readPlan(input: Input, call: Call, { catalogue, alarms }: PlanGround): Plan {
  const description = text(input, 'description', 512);
  const stopConditions = readStopConditions(input, call, alarms);
  const targets = Object.fromEntries(structures(input, 'targets').map(([name, target]): [string, Target] => [name, readTarget(name, target)]));
  const actions = Object.fromEntries(structures(input, 'actions').map(([name, action]) => [name, readAction(name, action, { targets, catalogue })]));
  if (Object.keys(actions).length === 0) throw validation('Experiment template must contain at least one action.');
  if (Object.keys(actions).length > 20) throw validation('Experiment template must contain at most 20 actions.');
  if (Object.values(actions).filter(({ startAfter = [] }) => startAfter.length === 0).length > mostParallel) throw quotaExceeded(`Experiment template must contain at most ${mostParallel} actions that start at once.`);
  checkOrder(actions);
  const used = new Set(Object.values(actions).flatMap((action) => Object.values(action.targets)));
  for (const name of Object.keys(targets)) if (!used.has(name)) throw validation(`Target "${name}" is not used by any action.`);
  const roleArn = text(input, 'roleArn', 2_048);
  if (!/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/.test(roleArn)) throw validation(`"${roleArn}" is not the ARN of an IAM role.`);
  if (input.logConfiguration !== undefined) throw notServed('logs of experiments');
  if (input.experimentReportConfiguration !== undefined) throw notServed('reports of experiments');
  return { description, stopConditions, targets, actions, roleArn, emptyTargets: readEmptyTargets(record(input, 'experimentOptions')) };
}

function readEmptyTargets(options: Input): Plan['emptyTargets'] {
  const accounts = optionalText(options, 'accountTargeting', 64) ?? 'single-account';
  if (accounts === 'multi-account') throw notServed('experiments on several accounts');
  if (accounts !== 'single-account') throw validation(`"${accounts}" is not an account targeting mode.`);
  const mode = optionalText(options, 'emptyTargetResolutionMode', 64) ?? 'fail';
  if (mode !== 'fail' && mode !== 'skip') throw validation(`"${mode}" is not an empty target resolution mode.`);
  if (options.actionsMode !== undefined) throw validation('actionsMode is an option of StartExperiment.');
  return mode;
}

function readStopConditions(input: Input, { region, caller }: Call, alarms: Alarms): StopCondition[] {
  if (!Array.isArray(input.stopConditions) || input.stopConditions.length === 0) throw validation('Experiment template must contain at least one stop condition.');
  const conditions = list(input, 'stopConditions').map((_, index) => record({ ...list(input, 'stopConditions') }, String(index)));
  if (conditions.length > 5) throw validation('Experiment template must contain at most 5 stop conditions.');
  return conditions.map((condition) => {
    const source = text(condition, 'source', 64);
    const value = optionalText(condition, 'value', 2_048);
    if (source === 'none') {
      if (value !== undefined || conditions.length > 1) throw validation('Stop condition "none" has no value, and no other beside it.');
      return { source };
    }
    if (source !== 'aws:cloudwatch:alarm') throw validation(`"${source}" is not the source of a stop condition.`);
    if (value === undefined) throw validation('Stop condition "aws:cloudwatch:alarm" must have the ARN of an alarm as its value.');
    const alarm = alarms.find(value);
    if (alarm?.region !== region || alarm.accountId !== caller.accountId) throw validation(`The alarm ${value} of a stop condition does not exist in this account and region.`);
    return { source, value };
  });
}

function readAction(name: string, input: Input, { targets, catalogue }: { targets: Plan['targets']; catalogue: Catalogue }): Action {
  const kind = actionKind(catalogue, text(input, 'actionId', 128));
  const description = optionalText(input, 'description', 512);
  const parameters = textMap(input, 'parameters', 1_024);
  for (const [parameter, value] of Object.entries(parameters)) {
    if (!Object.hasOwn(kind.parameters, parameter)) throw validation(`Unexpected parameter "${parameter}" found in action "${name}".`);
    kind.parameters[parameter]?.check(value);
  }
  const lacking = Object.keys(kind.parameters).find((parameter) => kind.parameters[parameter]?.required && !Object.hasOwn(parameters, parameter));
  if (lacking !== undefined) throw validation(`Missing required parameter "${lacking}" in action "${name}".`);
  const taken = textMap(input, 'targets', 64);
  for (const [slot, target] of Object.entries(taken)) {
    const type = Object.hasOwn(kind.targets, slot) ? kind.targets[slot] : undefined;
    if (type === undefined) throw validation(`Unexpected target "${slot}" found in action "${name}".`);
    const defined = Object.hasOwn(targets, target) ? targets[target] : undefined;
    if (!defined) throw validation(`Target "${target}" of action "${name}" is not defined.`);
    if (defined.resourceType !== type) throw validation(`Target "${target}" of action "${name}" must be of the resource type ${type}.`);
  }
  const unfilled = Object.keys(kind.targets).find((slot) => !Object.hasOwn(taken, slot));
  if (unfilled !== undefined) throw validation(`Missing target "${unfilled}" in action "${name}".`);
  const startAfter = input.startAfter === undefined ? undefined : texts(input, 'startAfter');
  return { actionId: kind.id, parameters, targets: taken, ...(description !== undefined && { description }), ...(startAfter && { startAfter }) };
}
