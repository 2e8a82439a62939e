/** When, in drill time, the messages of one scenario happened. */
import { Instant } from '../../time/instant';
import type { PlayedCase } from './cases';
import { fieldsIn, type Message, textIn } from './message';

const instantType = 'application/vnd.muster.instant+json';

/** True for the attachment by which the runner tells a step's drill time. */
export function isInstant({ kind, fields }: Message): boolean {
  return kind === 'attachment' && fields['mediaType'] === instantType;
}

/**
 * The instant of each message. A step's are attached to it; the scenario's own are its ledger's first and last.
 * What lies between takes its neighbours': it begins when the one before ended, and ends when the next begins, unless it was skipped.
 * Undefined when the scenario has no instant at all.
 */
export function instantsOf({ messages, drill }: PlayedCase): Instant[] | undefined {
  const attached = attachedInstants(messages);
  const known = messages.map(({ kind, fields }): Instant | undefined => {
    const step = textIn(fields, 'testStepId');
    if (kind === 'testStepStarted') return attached.get(`started ${step}`);
    if (kind === 'testStepFinished') return attached.get(`finished ${step}`);
    if (kind === 'testCaseStarted') return drill?.began;
    return kind === 'testCaseFinished' ? drill?.ended : undefined;
  });
  const first = known.find((instant) => instant !== undefined);
  if (!first) return undefined;
  let now = first;
  return messages.map((message, i) => {
    const at = known[i] ?? (fills(message) ? known.slice(i).find((instant) => instant !== undefined) : undefined) ?? now;
    now = Instant.latest(now, at);
    return now;
  });
}

function attachedInstants(messages: readonly Message[]): Map<string, Instant> {
  const found = new Map<string, Instant>();
  for (const { fields } of messages.filter(isInstant)) {
    const told = read(textIn(fields, 'body'));
    if (told) found.set(`${told.edge} ${textIn(fields, 'testStepId')}`, told.at);
  }
  return found;
}

function read(body: string): { edge: string; at: Instant } | undefined {
  try {
    const { edge, at } = JSON.parse(body) as { edge?: unknown; at?: unknown };
    return typeof edge === 'string' && typeof at === 'string' ? { edge, at: Instant.parse(at) } : undefined;
  } catch {
    return undefined;
  }
}

/** A hook, or a step that was cut off, lasted until the next thing began. A skipped step did not last. */
function fills({ kind, fields }: Message): boolean {
  return kind === 'testStepFinished' && fieldsIn(fields, 'testStepResult')['status'] !== 'SKIPPED';
}
