/** Posts a message to a subscriber on this machine. */
import { request as requestPlainly } from 'node:http';
import { request as requestSecurely } from 'node:https';

export interface Posted {
  endpoint: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

/** As long as SNS waits: https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.prepare.html */
const patienceMilliseconds = 15_000;

/** Whether the subscriber took it. */
export function post({ endpoint, headers, body }: Posted): Promise<boolean> {
  const url = new URL(endpoint);
  const begin = url.protocol === 'https:' ? requestSecurely : requestPlainly;
  // No authority gives out certificates for addresses of one machine alone.
  const options = { method: 'POST', headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) }, timeout: patienceMilliseconds, rejectUnauthorized: false };
  return new Promise((resolve) => {
    const request = begin(url, options, (response) => {
      response.resume();
      response.on('end', () => resolve((response.statusCode ?? 500) >= 200 && (response.statusCode ?? 500) < 300));
      response.on('error', () => resolve(false));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
    request.on('close', () => resolve(false));
    request.end(body);
  });
}

export function isLoopback(endpoint: string): boolean {
  return URL.canParse(endpoint) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(endpoint).hostname);
}
