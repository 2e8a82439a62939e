/** CreateExperimentTemplate, GetExperimentTemplate, ListExperimentTemplates and DeleteExperimentTemplate. */
import type {
  CreateExperimentTemplateResponse,
  DeleteExperimentTemplateResponse,
  ExperimentTemplate,
  GetExperimentTemplateResponse,
  ListExperimentTemplatesResponse,
} from '@aws-sdk/client-fis';
import { pageOf } from '../../next-token';
import { operation, type Call, type Operations } from '../../service';
import type { World } from '../../world';
import { drawId } from '../draw-id';
import { clientToken, type Input, optionalText, pageSize, tagMap, text } from '../readers';
import { conflict, notFound, quotaExceeded, validation } from '../refusals';
import { type PlanGround, readPlan } from './read-plan';
import type { Plan, Template } from './template';
import type { Templates } from './templates';

/** What an answer says that the old client's types do not know. */
type Answered<T> = T & { arn: string };

export function templateOperations(templates: Templates, { chance }: World, ground: PlanGround): Operations {
  const create = async (input: Input, call: Call): Promise<CreateExperimentTemplateResponse> => {
    const token = clientToken(input);
    const plan = readPlan(input, call, ground);
    const asked = JSON.stringify(input);
    const { accountId } = call.caller;
    const there = templates.in(accountId, call.region).find((template) => template.token === token);
    if (there && there.asked !== asked) throw conflict('The client token was used before, with another template.');
    if (there) return { experimentTemplate: templateAnswer(there) };
    if (templates.in(accountId, call.region).length >= 500) throw quotaExceeded('The account has 500 experiment templates in this region already.');
    const id = drawId(chance, 'EXT', accountId, call.region, token, call.now.epochMilliseconds);
    const arn = `arn:aws:fis:${call.region}:${accountId}:experiment-template/${id}`;
    const template = { id, arn, accountId, region: call.region, plan, tags: tagMap(input), created: call.now, token, asked };
    templates.keep(template);
    return { experimentTemplate: templateAnswer(template) };
  };
  return {
    CreateExperimentTemplate: operation<Input, CreateExperimentTemplateResponse>(create),
    GetExperimentTemplate: operation<Input, GetExperimentTemplateResponse>(async (input, call) => ({ experimentTemplate: templateAnswer(askedTemplate(templates, input, call)) })),
    DeleteExperimentTemplate: operation<Input, DeleteExperimentTemplateResponse>(async (input, call) => {
      const template = askedTemplate(templates, input, call);
      templates.drop(template);
      return { experimentTemplate: templateAnswer(template) };
    }),
    ListExperimentTemplates: operation<Input, ListExperimentTemplatesResponse>(async (input, call) => {
      const wanted = { most: pageSize(input), token: optionalText(input, 'nextToken', 1_024), refusal: () => validation('The token is not valid.') };
      const page = pageOf(templates.in(call.caller.accountId, call.region), wanted);
      return { experimentTemplates: page.items.map(brief), ...(page.token && { nextToken: page.token }) };
    }),
  };
}

export function askedTemplate(templates: Templates, input: Input, { caller, region }: Call, name = 'id'): Template {
  const id = text(input, name, 64);
  const template = templates.in(caller.accountId, region).find((one) => one.id === id);
  if (!template) throw notFound('Experiment template');
  return template;
}

function brief({ id, arn, plan, created, tags }: Template): Answered<{ id: string; description: string; creationTime: Date; lastUpdateTime: Date; tags: Record<string, string> }> {
  return { id, arn, description: plan.description, creationTime: created.toDate(), lastUpdateTime: created.toDate(), tags: { ...tags } };
}

function templateAnswer(template: Template): Answered<ExperimentTemplate> {
  const { plan } = template;
  return { ...brief(template), ...planAnswer(plan), roleArn: plan.roleArn, targetAccountConfigurationsCount: 0 };
}

/** What templates and experiments say alike. */
export function planAnswer({ targets, stopConditions, actions, emptyTargets }: Plan): Pick<ExperimentTemplate, 'targets' | 'actions' | 'stopConditions'> & { experimentOptions: object } {
  return {
    targets: structuredClone(targets),
    actions: structuredClone(actions) as ExperimentTemplate['actions'],
    stopConditions: stopConditions.map((condition) => ({ ...condition })),
    experimentOptions: { accountTargeting: 'single-account', emptyTargetResolutionMode: emptyTargets },
  };
}
