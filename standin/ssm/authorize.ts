/** Who may do what with a parameter. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html */
import type { RequestContext } from '../access/access';
import { requestContext } from '../access/request-context';
import type { Call, Service } from '../service';
import { whereOf } from '../whereabouts';
import { referenceOf } from './names';
import { arnIn } from './parameter';
import type { Parameters } from './parameters';
import { isPublic, publicArn } from './public-parameters';

interface Asked {
  Name?: string;
  Names?: string[];
  Path?: string;
  ResourceId?: string;
  Overwrite?: boolean;
  Recursive?: boolean;
  Tags?: { Key?: string; Value?: string }[];
  TagKeys?: string[];
}

export function authorize(parameters: Parameters): NonNullable<Service['authorize']> {
  return (operation, input: Asked, call) => {
    const actions = operation === 'PutParameter' && input.Tags?.length ? [operation, 'AddTagsToResource'] : [operation];
    const names = input.Names ?? [input.Name ?? input.Path ?? input.ResourceId];
    for (const action of actions) for (const name of names) requireOn(parameters, { action: `ssm:${action}`, name, input }, call);
  };
}

function requireOn(parameters: Parameters, { action, name, input }: { action: string; name: string | undefined; input: Asked }, call: Call): void {
  const where = whereOf(call);
  const context = (): RequestContext => ({ ...requestContext(call), ...ofParameter(parameters, name, call), ...ofInput(input) });
  const resource = name === undefined ? `arn:aws:ssm:${where.region}:${where.accountId}:*` : arnOf(name, call);
  parameters.access.require({ caller: call.caller, action, resource, context });
}

function arnOf(name: string, call: Call): string {
  const { id } = referenceOf(name);
  if (id.startsWith('arn:')) return id;
  return isPublic(id) ? publicArn(call.region, id) : arnIn(whereOf(call), id.length > 1 ? id.replace(/\/$/, '') : id);
}

function ofParameter(parameters: Parameters, name: string | undefined, call: Call): RequestContext {
  const tags = Object.entries((name === undefined ? undefined : parameters.find(whereOf(call), name))?.tags ?? {});
  return Object.fromEntries(tags.flatMap(([key, value]) => [`aws:resourcetag/${key.toLowerCase()}`, `ssm:resourcetag/${key.toLowerCase()}`].map((condition) => [condition, value])));
}

function ofInput({ Overwrite: overwrite, Recursive: recursive, Tags: tags = [], TagKeys: removed }: Asked): RequestContext {
  const keys = removed ?? tags.map(({ Key = '' }) => Key);
  return {
    ...Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [`aws:requesttag/${Key.toLowerCase()}`, Value])),
    ...(keys.length > 0 && { 'aws:tagkeys': keys }),
    ...(overwrite !== undefined && { 'ssm:overwrite': String(overwrite) }),
    ...(recursive !== undefined && { 'ssm:recursive': String(recursive) }),
  };
}
