/** The actions that are served, by id. */
import { validation } from '../refusals';
import type { ActionKind } from './kind';

export type Catalogue = ReadonlyMap<string, ActionKind>;

export function catalogueOf(kinds: readonly ActionKind[]): Catalogue {
  return new Map(kinds.map((kind) => [kind.id, kind]));
}

/** Throws `ValidationException` with what is served, for an action that is not. */
export function actionKind(catalogue: Catalogue, id: string): ActionKind {
  const kind = catalogue.get(id);
  if (!kind) throw validation(`The action "${id}" is not one that the stand-in serves; there are ${[...catalogue.keys()].join(' and ')}.`);
  return kind;
}
