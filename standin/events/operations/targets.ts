/** PutTargets, RemoveTargets, ListTargetsByRule and ListRuleNamesByTarget. */
import type {
  ListRuleNamesByTargetRequest,
  ListRuleNamesByTargetResponse,
  ListTargetsByRuleRequest,
  ListTargetsByRuleResponse,
  PutTargetsRequest,
  PutTargetsResponse,
  RemoveTargetsRequest,
  RemoveTargetsResponse,
  Target as AskedTarget,
} from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../aws-error';
import { isJson } from '../../is-json';
import { pageOf } from '../../next-token';
import { operation, type Handler } from '../../service';
import type { EventBuses } from '../event-buses';
import { refuseMembers, validation } from '../refusals';
import type { Target } from '../rules/rule';
import { isJsonPath } from '../targets/json-path';
import { ownVariables } from '../targets/transform';
import { askedBus, askedRule, limitOf } from './asked-rule';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html */
export function putTargets(buses: EventBuses): Handler {
  return operation<PutTargetsRequest, PutTargetsResponse>(async (input, call) => {
    const rule = askedRule(buses, call, input);
    const asked = (input.Targets ?? []).map((target) => checkedTarget(target, call.region));
    if (new Set(asked.map(({ id }) => id)).size < asked.length) throw validation('Duplicate target ids were given.');
    const targets = new Map([...rule.targets, ...asked].map((target) => [target.id, target]));
    if (targets.size > 5) throw new AwsError('LimitExceededException', 'The requested resource exceeds the maximum number allowed.');
    buses.rules.keep({ ...rule, targets: [...targets.values()] });
    return { FailedEntryCount: 0, FailedEntries: [] };
  });
}

function checkedTarget(asked: AskedTarget, region: string): Target {
  const { Id: id = '', Arn: arn = '', Input: input, InputPath: inputPath, InputTransformer: transformer, ...others } = asked;
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(id)) throw validation(`Value '${id}' at 'targets.1.member.id' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+`);
  const [, service, where] = /^arn:aws[a-z-]*:([a-z0-9-]+):([a-z0-9-]*):\d{12}:.+$/.exec(arn) ?? [];
  if (service === undefined) throw validation(`Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`);
  if (service !== 'sns' && service !== 'lambda') throw validation(`Parameter ${arn} is not valid. Reason: the stand-in serves SNS topics and Lambda functions as targets, and nothing else.`);
  if (where !== region) throw validation(`Parameter ${arn} is not valid. Reason: the target must be in the rule's region, ${region}.`);
  refuseMembers(others, Object.keys(others), 'targets');
  if ([input, inputPath, transformer].filter((one) => one !== undefined).length > 1) throw validation(`Only one of Input, InputPath, or InputTransformer must be provided for target ${id}.`);
  if (input !== undefined && !isJson(input)) throw validation(`JSON syntax error in input for target ${id}.`);
  if (inputPath !== undefined && !isJsonPath(inputPath)) throw validation(`Parameter InputPath is not valid. Reason: ${inputPath} is no JSON path.`);
  return {
    id,
    arn,
    ...(input !== undefined && { input }),
    ...(inputPath !== undefined && { inputPath }),
    ...(transformer && { transformer: checkedTransformer(id, transformer) }),
  };
}

function checkedTransformer(id: string, { InputPathsMap: paths = {}, InputTemplate: template = '' }: NonNullable<AskedTarget['InputTransformer']>): NonNullable<Target['transformer']> {
  if (Object.keys(paths).length > 100) throw validation(`InputPathsMap of target ${id} has more than 100 entries.`);
  for (const [name, path] of Object.entries(paths)) {
    if (name.toLowerCase().startsWith('aws')) throw validation(`InputPathsMap of target ${id} has a key that begins with AWS.`);
    if (!isJsonPath(path)) throw validation(`InputPathsMap of target ${id} has an invalid path: ${path}.`);
  }
  for (const [, name = ''] of template.matchAll(/<([A-Za-z0-9_.-]+)>/g)) {
    if (!Object.hasOwn(paths, name) && !ownVariables.includes(name)) throw validation(`InputTemplate for target ${id} contains placeholder ${name}, which is not in its InputPathsMap.`);
  }
  return { paths, template };
}

export function removeTargets(buses: EventBuses): Handler {
  return operation<RemoveTargetsRequest, RemoveTargetsResponse>(async (input, call) => {
    const rule = askedRule(buses, call, input);
    const ids = input.Ids ?? [];
    const unknown = ids.filter((id) => !rule.targets.some((target) => target.id === id));
    buses.rules.keep({ ...rule, targets: rule.targets.filter(({ id }) => !ids.includes(id)) });
    const failed = unknown.map((id) => ({ TargetId: id, ErrorCode: 'ResourceNotFoundException', ErrorMessage: `Rule ${rule.name} does not have a target with the Id ${id}.` }));
    return { FailedEntryCount: failed.length, FailedEntries: failed };
  });
}

function answer({ id, arn, input, inputPath, transformer }: Target): AskedTarget {
  return {
    Id: id,
    Arn: arn,
    ...(input !== undefined && { Input: input }),
    ...(inputPath !== undefined && { InputPath: inputPath }),
    ...(transformer && { InputTransformer: { InputPathsMap: { ...transformer.paths }, InputTemplate: transformer.template } }),
  };
}

export function listTargetsByRule(buses: EventBuses): Handler {
  return operation<ListTargetsByRuleRequest, ListTargetsByRuleResponse>(async (input, call) => {
    const { targets } = askedRule(buses, call, input);
    const page = pageOf(targets, { most: limitOf(input.Limit), token: input.NextToken, refusal: () => validation('NextToken is not valid.') });
    return { Targets: page.items.map(answer), ...(page.token && { NextToken: page.token }) };
  });
}

export function listRuleNamesByTarget(buses: EventBuses): Handler {
  return operation<ListRuleNamesByTargetRequest, ListRuleNamesByTargetResponse>(async (input, call) => {
    const bus = askedBus(buses, call, input.EventBusName);
    const fitting = buses.rules.on(bus.arn).filter(({ targets }) => targets.some(({ arn }) => arn === input.TargetArn));
    const page = pageOf(fitting, { most: limitOf(input.Limit), token: input.NextToken, refusal: () => validation('NextToken is not valid.') });
    return { RuleNames: page.items.map(({ name }) => name), ...(page.token && { NextToken: page.token }) };
  });
}
