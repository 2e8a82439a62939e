/** A release of a function that goes wrong: a version is published and callers get it. How that is taken back. */
import { whenReady } from '../../aws/lambda/when-ready';
import type { FunctionTarget } from '../../aws/resources';
import type { Services } from '../../aws/services';
import type { UndoArguments } from '../../drill/undo';
import { Compromised } from '../../measure/endings';
import type { Ground } from '../experiment';

/** Files its undo, changes the function, publishes it and points the alias there, as a deployment does. Throws Compromised where the alias leads nowhere. */
export async function release({ services, undo }: Ground, { region, name, alias, lambda }: FunctionTarget, change: () => Promise<void>): Promise<void> {
  const before = await lambda.aliasOf(name, alias);
  if (before === undefined) throw new Compromised(`The function ${name} has no alias ${alias}, so nobody would get what is released.`);
  undo.file({
    action: 'point-alias-back',
    does: 'Points the alias of the function back at the version from before.',
    arguments: { region, name, alias, version: before },
  });
  await change();
  await whenReady(services, { region, name });
  const version = await lambda.publish(name);
  await whenReady(services, { region, name }, version);
  await lambda.pointAlias(name, alias, version);
}

/** Undo action `point-alias-back`. */
export async function pointAliasBack(services: Services, args: UndoArguments): Promise<'done' | 'nothing left to do'> {
  // Arguments come from our own undo entries, written by release above.
  const { region, name, alias, version } = args as { region: string; name: string; alias: string; version: string };
  const lambda = services.lambda(region);
  const now = await lambda.aliasOf(name, alias);
  if (now === undefined || now === version) return 'nothing left to do';
  await lambda.pointAlias(name, alias, version);
  return 'done';
}
