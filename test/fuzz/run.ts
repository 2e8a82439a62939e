/** Sends 10,000 mutated requests to a stand-in over HTTP; each must be answered as AWS could, and nothing else may come of them. */
import { parseArgs } from 'node:util';
import { startStandin } from '../../standin/index';
import { catalogueFor } from './catalogue/catalogue';
import { encloseState } from './enclosure';
import { codeOf, problemWith } from './judgement';
import { type Mutated, mutatedRequest } from './mutated-request';
import { ailment, prepare } from './prepare';
import { exchange, type Exchange } from './wire-client';

/** So many requests are on their way at a time. */
const LANES = 8;
/** So many failures are shown; the others are counted. */
const SHOWN = 20;

const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, count: { type: 'string', default: '10000' }, only: { type: 'string' } } });

// What ends before it has reported has failed.
process.exitCode = 1;
void main();

async function main(): Promise<void> {
  const { seed } = values;
  const numbers = values.only === undefined ? Array.from({ length: Number(values.count) }, (_, index) => index) : [Number(values.only)];
  console.log(`${numbers.length} requests of seed ${seed}`);
  const failures: string[] = [];
  const enclosure = await encloseState();
  const standin = await startStandin({
    seed: 'fuzz',
    directory: enclosure.state,
    onFault: (error, operation) => void failures.push(`a fault in ${operation}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
  });
  const { endpoint } = await standin.listen();
  const port = Number(new URL(endpoint).port);
  await prepare(endpoint);
  const tally = await sendAll(port, numbers, failures);
  const ill = await ailment(endpoint).catch((error: unknown) => `it does not answer: ${String(error)}`);
  if (ill) failures.push(`after all of it: ${ill}`);
  await standin.close();
  const changes = await enclosure.changes();
  await enclosure.remove();
  failures.push(...changes.map((change) => `outside of the state directory: ${change}`));
  report(tally, failures, numbers.length);
}

async function sendAll(port: number, numbers: readonly number[], failures: string[]): Promise<Map<string, number>> {
  const catalogue = await catalogueFor(port);
  const tally = new Map<string, number>();
  const count = (name: string): void => void tally.set(name, (tally.get(name) ?? 0) + 1);
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let number = numbers[next++]; number !== undefined; number = numbers[next++]) {
      const request = mutatedRequest(catalogue, values.seed, number, new Date());
      const heard = await exchange({ port, ...request });
      const problem = problemIn(heard, request);
      if (problem) failures.push(`${problem}\n${described(number, request, heard)}`);
      else if (values.only !== undefined) console.log(described(number, request, heard));
      for (const answer of heard.answers.slice(0, 1)) count(`${answer.status} ${codeOf(answer) ?? ''}`);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return tally;
}

function problemIn({ answers, broken }: Exchange, { isHead }: Mutated): string | undefined {
  if (broken) return broken;
  return answers.map((answer, index) => problemWith(answer, isHead && index === 0)).find((problem) => problem !== undefined);
}

function described(number: number, { operation, bytes }: Mutated, { answers }: Exchange): string {
  const text = JSON.stringify(bytes.toString('latin1', 0, 3_000));
  const heard = answers.map(({ status, body }) => `${status} ${body.toString('utf8').slice(0, 600)}`).join('\n  ');
  return `  --seed ${values.seed} --only ${number} (${operation})\n  ${text}\n  ${heard}`;
}

function report(tally: Map<string, number>, failures: readonly string[], sent: number): void {
  const inOrder = [...tally].sort(([, a], [, b]) => b - a);
  console.log(inOrder.map(([answer, times]) => `${String(times).padStart(6)}  ${answer}`).join('\n'));
  for (const failure of failures.slice(0, SHOWN)) console.error(`\n${failure}`);
  const served = inOrder.filter(([answer]) => answer.startsWith('2')).reduce((sum, [, times]) => sum + times, 0);
  // Were all of them turned away at the door, they would prove nothing about what is behind it.
  const isShallow = sent > 1_000 && served < sent / 20;
  if (isShallow) console.error(`only ${served} of ${sent} were served, which is too few to prove anything`);
  const failed = failures.length + (isShallow ? 1 : 0);
  console.log(`${Math.max(sent - failed, 0)} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
