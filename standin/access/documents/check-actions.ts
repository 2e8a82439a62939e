/** Whether a statement says what it is about: actions and resources. */
import { textsOf } from './json-values';
import type { PolicyKind } from './parse-policy';
import { PolicyProblem } from './policy-problem';

export function checkActions(statement: Record<string, unknown>, kind: PolicyKind): void {
  const { Action, NotAction } = statement;
  if (Action !== undefined && NotAction !== undefined) throw new PolicyProblem('action', 'Syntax errors in policy.');
  const given = Action ?? NotAction;
  const actions = given === undefined ? [] : textsOf(given);
  if (!actions) throw new PolicyProblem('action', 'Syntax errors in policy.');
  if (actions.length === 0) throw new PolicyProblem('action', 'Policy statement must contain actions.');
  for (const action of actions) checkAction(action, kind);
}

function checkAction(action: string, kind: PolicyKind): void {
  if (kind === 'trust' && !/^sts:(AssumeRole|TagSession|SetSourceIdentity|SetContext)?\*?$/i.test(action) && !/^sts:AssumeRole/i.test(action)) {
    throw new PolicyProblem('action', 'AssumeRole policy may only specify STS AssumeRole actions.');
  }
  if (action === '*') return;
  const [vendor = '', ...rest] = action.split(':');
  if (rest.length === 0) throw new PolicyProblem('action', 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
  if (rest.length > 1) throw new PolicyProblem('action', 'Actions/Condition can contain only one colon.');
  if (!/^[a-zA-Z0-9-]+$/.test(vendor)) throw new PolicyProblem('action', `Vendor ${vendor} is not valid`);
  if (!/^[a-zA-Z0-9*?_-]+$/.test(rest[0] ?? '')) throw new PolicyProblem('action', 'Syntax errors in policy.');
}

export function checkResources(statement: Record<string, unknown>, kind: PolicyKind): void {
  const { Resource, NotResource } = statement;
  if (kind === 'trust') {
    const prohibited = ['Resource', 'NotResource'].find((name) => statement[name] !== undefined);
    if (prohibited) throw new PolicyProblem('resource', `Has prohibited field ${prohibited}`);
    return;
  }
  if (Resource !== undefined && NotResource !== undefined) throw new PolicyProblem('resource', 'Syntax errors in policy.');
  const given = Resource ?? NotResource;
  const resources = given === undefined ? [] : textsOf(given);
  if (!resources) throw new PolicyProblem('resource', 'Syntax errors in policy.');
  if (resources.length === 0) throw new PolicyProblem('resource', 'Policy statement must contain resources.');
  for (const resource of resources) checkResource(resource);
}

function checkResource(resource: string): void {
  if (resource === '*') return;
  const [arn, partition = '', ...rest] = resource.split(':');
  if (arn !== 'arn' || rest.length < 1) throw new PolicyProblem('resource', `Resource ${resource} must be in ARN format or "*".`);
  if (!/^aws(-[a-z-]+)?$|^\*$/.test(partition)) throw new PolicyProblem('resource', `Partition "${partition}" is not valid for resource "${resource}".`);
}
