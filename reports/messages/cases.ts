/** Which messages belong to the playing of which scenario, and which drill that was. */
import type { ReportedDrill } from '../model';
import { bookPath } from './book-path';
import { type Fields, fieldsIn, type Message, textIn } from './message';

/** One playing of one scenario: its messages in order, and its drill where a ledger tells of it. */
export interface PlayedCase {
  messages: Message[];
  drill: ReportedDrill | undefined;
}

export interface SortedMessages {
  before: readonly Message[];
  /** In book order, whatever order they were played in. */
  cases: readonly PlayedCase[];
  after: readonly Message[];
}

export function sortedByCase(messages: readonly Message[], drills: readonly ReportedDrill[]): SortedMessages {
  const drillOf = matcher(messages, drills);
  const played = new Map<string, PlayedCase>();
  const [before, after]: [Message[], Message[]] = [[], []];
  for (const message of messages) {
    const started = message.kind === 'testCaseStarted' ? textIn(message.fields, 'id') : textIn(message.fields, 'testCaseStartedId');
    const known = played.get(started);
    if (known) known.messages.push(message);
    else if (message.kind === 'testCaseStarted') played.set(started, { messages: [message], drill: drillOf(message.fields) });
    else (played.size ? after : before).push(message);
  }
  const place = ({ drill }: PlayedCase): number => (drill ? drills.indexOf(drill) : drills.length);
  return { before, cases: [...played.values()].sort((a, b) => place(a) - place(b)), after };
}

/** Finds the drill of a started test case: through its pickle, by runbook and line, or by name where lines moved. */
function matcher(messages: readonly Message[], drills: readonly ReportedDrill[]): (started: Fields) => ReportedDrill | undefined {
  const byId = (kind: string): Map<string, Fields> => new Map(messages.filter((message) => message.kind === kind).map(({ fields }) => [textIn(fields, 'id'), fields]));
  const [cases, pickles] = [byId('testCase'), byId('pickle')];
  const runbooks = drills.map(({ plan }) => plan.feature);
  return (started) => {
    const pickle = pickles.get(textIn(cases.get(textIn(started, 'testCaseId')) ?? {}, 'pickleId')) ?? {};
    const feature = bookPath(textIn(pickle, 'uri'), runbooks);
    const ofFeature = drills.filter(({ plan }) => plan.feature === feature);
    return ofFeature.find(({ plan }) => plan.line === fieldsIn(pickle, 'location')['line']) ?? ofFeature.find(({ plan }) => plan.scenario === pickle['name']);
  };
}
