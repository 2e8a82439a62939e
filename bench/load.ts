/** How many requests a second a server answers. */
import { Agent, request } from 'node:http';
import type { SignedRequest } from './s3/signed-requests';

const CONNECTIONS = 16;

/** Sends each of `requests` once, on sixteen connections. Throws Error at the first answer that is not 200. */
export function requestsPerSecond(endpoint: string, requests: readonly SignedRequest[]): Promise<number> {
  return rate(endpoint, requests, (sent) => sent < requests.length);
}

/** Sends `requests` over and over for so long, on sixteen connections. Throws Error at the first answer that is not 200. */
export function requestsPerSecondFor(milliseconds: number, endpoint: string, requests: readonly SignedRequest[]): Promise<number> {
  const begun = performance.now();
  return rate(endpoint, requests, () => performance.now() - begun < milliseconds);
}

async function rate(endpoint: string, requests: readonly SignedRequest[], more: (sent: number) => boolean): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const begun = performance.now();
  let sent = 0;
  const connection = async (): Promise<void> => {
    while (more(sent)) {
      const next = requests[sent++ % requests.length];
      if (next) await send(endpoint, next, agent);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  const seconds = (performance.now() - begun) / 1_000;
  agent.destroy();
  return sent / seconds;
}

function send(endpoint: string, { method, path, headers, body }: SignedRequest, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const sending = request(endpoint + path, { method, headers, agent }, (response) => {
      response.resume();
      response.on('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(`${method} ${path} was answered ${response.statusCode}`))));
    });
    sending.on('error', reject);
    sending.end(body);
  });
}
