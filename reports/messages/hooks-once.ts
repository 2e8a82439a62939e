/** The hooks of a run, which each worker runs for itself, told once: how many workers there were says nothing about the drills. */
import { fieldsIn, type Message, textIn } from './message';

/** Leaves out what a hook of the run did again, unless it went wrong. */
export function hooksOnce(messages: readonly Message[]): Message[] {
  const wrong = new Set(
    messages.filter(({ kind, fields }) => kind === 'testRunHookFinished' && fieldsIn(fields, 'result')['status'] !== 'PASSED').map(({ fields }) => textIn(fields, 'testRunHookStartedId')),
  );
  const seen = new Set<string>();
  const again = new Set<string>();
  for (const { kind, fields } of messages) {
    if (kind !== 'testRunHookStarted') continue;
    const [id, hook] = [textIn(fields, 'id'), textIn(fields, 'hookId')];
    if (seen.has(hook) && !wrong.has(id)) again.add(id);
    seen.add(hook);
  }
  return messages.filter(({ kind, fields }) => !again.has(textIn(fields, kind === 'testRunHookStarted' ? 'id' : 'testRunHookStartedId')));
}
