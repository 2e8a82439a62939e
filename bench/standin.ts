/** The stand-in as a server beside a bare node:http server: start-up, and S3 objects of 4 KiB per second. */
import { join } from 'node:path';
import { requestsPerSecond } from './load';
import { median, medianOf } from './median';
import { compared, type Row } from './row';
import { startServer, type Server } from './server';
import { type SignedRequest, signRequests } from './signed-requests';

const STARTS = 5;
const ROUNDS = 5;
const ROUND_MILLISECONDS = 1_000;
const KEYS = 256;
const BYTES = 4_096;

const fromSources = (): Promise<Server> => startServer([join('cli', 'start.js'), 'standin'], '/_standin/health');
const compiled = (): Promise<Server> => startServer([join('dist', 'cli', 'muster.js'), 'standin'], '/_standin/health');
const bare = (): Promise<Server> => startServer([join('bench', 'bare-server.js')], '/');

export async function startUp(): Promise<Row[]> {
  const peer = await medianOf(STARTS, () => startAndStop(bare));
  return [
    compared('start-up to the first answer, as installed', 'ms', await medianOf(STARTS, () => startAndStop(compiled)), peer),
    compared('start-up to the first answer, from sources', 'ms', await medianOf(STARTS, () => startAndStop(fromSources)), peer),
  ];
}

async function startAndStop(start: () => Promise<Server>): Promise<number> {
  const server = await start();
  await server.stop();
  return server.firstAnswerMilliseconds;
}

export async function objects(): Promise<Row[]> {
  const [standin, peer] = [await compiled(), await bare()];
  try {
    const { puts, gets } = await signRequests(standin.endpoint, KEYS, BYTES);
    return [await sideBySide('S3 PUT of 4 KiB', standin, peer, puts), await sideBySide('S3 GET of 4 KiB', standin, peer, gets)];
  } finally {
    await Promise.all([standin.stop(), peer.stop()]);
  }
}

/** Rounds of the two take turns, so that a busy machine slows both. */
async function sideBySide(what: string, standin: Server, peer: Server, requests: readonly SignedRequest[]): Promise<Row> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await requestsPerSecond(standin.endpoint, requests, ROUND_MILLISECONDS));
    theirs.push(await requestsPerSecond(peer.endpoint, requests, ROUND_MILLISECONDS));
  }
  return compared(what, 'a second', median(ours), median(theirs));
}
