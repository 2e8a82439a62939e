/** Whether actions can come one after the other as they say. */
import { validation } from '../refusals';
import type { Action } from './template';

/** Throws `ValidationException` for an action that waits for none of the template's, or in the end for itself. */
export function checkOrder(actions: Readonly<Record<string, Action>>): void {
  const done = new Set<string>();
  const visit = (name: string, waiting: readonly string[]): void => {
    if (done.has(name)) return;
    if (waiting.includes(name)) throw validation(`Action "${name}" waits for itself.`);
    for (const before of actions[name]?.startAfter ?? []) {
      if (!Object.hasOwn(actions, before)) throw validation(`Action "${name}" starts after "${before}", which is not an action of the template.`);
      visit(before, [...waiting, name]);
    }
    done.add(name);
  };
  for (const name of Object.keys(actions)) visit(name, []);
}
