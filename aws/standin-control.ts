/** Talks to the control paths of a stand-in that runs elsewhere. */
import { request } from 'node:http';
import { Refused } from '../measure/endings';
import { Instant } from '../time/instant';

interface ControlAnswer {
  now: string;
}

/** A stand-in that says nothing for this long, in milliseconds, is taken for gone; advancing by days takes it seconds. */
const patience = 120_000;
/** So many characters of an answer that is none are shown. */
const mostSaid = 300;

/** Asks one control path. Throws Refused when nobody answers there, or the answer is not one of a stand-in. */
export async function askControl(endpoint: string, method: 'GET' | 'POST', path: string, body?: object): Promise<ControlAnswer> {
  const { status, text } = await send(new URL(path, endpoint), method, body).catch((cause: unknown) => {
    throw new Refused(`No stand-in answers at ${endpoint}. Start one with "muster standin" and give its endpoint.`, { cause });
  });
  const answer = status === 200 ? controlAnswer(text) : undefined;
  if (!answer) throw new Refused(`What answers at ${endpoint} is no stand-in that can be driven: ${method} ${path} said ${status}. ${text.slice(0, mostSaid)}`.trim());
  return answer;
}

/** What a name in the stand-in's zones leads to. Rejects where nothing is recorded of it, or nobody answers. */
export async function askName(endpoint: string, name: string): Promise<string> {
  const { status, text } = await send(new URL(`/_standin/resolve?name=${encodeURIComponent(name)}`, endpoint), 'GET');
  const answer: unknown = status === 200 ? JSON.parse(text) : undefined;
  if (typeof answer === 'object' && answer !== null && 'leadsTo' in answer && typeof answer.leadsTo === 'string') return answer.leadsTo;
  throw new Error(`the stand-in knows nothing that "${name}" leads to: ${text.slice(0, mostSaid)}`);
}

/** Undefined for what no stand-in says; anything can listen on a port. */
function controlAnswer(text: string): ControlAnswer | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer !== 'object' || answer === null || !('now' in answer) || typeof answer.now !== 'string') return undefined;
    return { now: Instant.parse(answer.now).toString() };
  } catch {
    return undefined;
  }
}

function send(url: URL, method: string, body?: object): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, timeout: patience, headers: body && { 'content-type': 'application/json' } }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }));
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer in time')));
    outgoing.on('error', reject);
    outgoing.end(body && JSON.stringify(body));
  });
}
