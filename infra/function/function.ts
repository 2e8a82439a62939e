/** A function as the plan says: its code with its settings, a version of it published, and the alias that its callers use. */
import { createHash } from 'node:crypto';
import { handlerName, packageOf } from '../../aws/lambda/function-package';
import { whenReady } from '../../aws/lambda/when-ready';
import type { FunctionResource } from '../../aws/resources';
import type { Services } from '../../aws/services';
import type { UndoArguments } from '../../drill/undo';
import type { Seen } from '../../measure/seen';
import type { FunctionComponent } from '../../plan/plan';
import { quotesCode, quotesEnvironment } from './quotes-code';
import type { Ground } from '../ground';
import { functionHealth } from '../health/function';
import { resourceName, resourceTags } from '../naming';
import { createRole } from '../roles';

export interface ProvisionedFunction extends FunctionResource {
  kind: 'function';
  probe: () => Promise<Seen & { version?: string }>;
}

export async function provisionFunction(ground: Ground, component: FunctionComponent): Promise<ProvisionedFunction> {
  const owner = { plan: ground.plan.name, drill: ground.id, seed: ground.seed, component: component.name };
  const place = { region: component.region, name: resourceName(owner), alias: component.alias };
  const tags = resourceTags(owner, ground.plan);
  const { region, name, alias } = place;
  // It calls nobody, so its role may do nothing.
  const roleArn = await createRole(ground, region, { name: `${name}-runs`, service: 'lambda.amazonaws.com', allow: [], tags });
  const settings = { runtime: component.runtime, memoryMiB: component.memoryMiB, timeoutSeconds: component.timeout.seconds, roleArn, environment: quotesEnvironment };

  ground.undo.file({ action: 'delete-function', does: `Deletes the function that the drill makes for "${component.name}", with its versions and aliases.`, arguments: { region, name } });
  const lambda = ground.services.lambda(region);
  await lambda.create(name, quotesCode, settings, tags);
  await whenReady(ground.services, place);
  const version = await lambda.publish(name);
  await whenReady(ground.services, place, version);
  await lambda.createAlias(name, alias, version);

  const code = createHash('sha256').update(packageOf(quotesCode)).digest('base64');
  const configuration = { code, handler: handlerName, ...settings };
  return { kind: 'function', owner, ...place, tags, configuration, probe: () => functionHealth(ground.services, place) };
}

/** Undo action `delete-function`. */
export async function deleteFunction(services: Services, args: UndoArguments): Promise<'done' | 'nothing left to do'> {
  // Arguments come from our own undo entries, written by provisionFunction.
  const { region, name } = args as { region: string; name: string };
  return (await services.lambda(region).delete(name)) ? 'done' : 'nothing left to do';
}
