/** Objects of 4 KiB a second, beside a bare server that hashes and stores the same bytes. */
import { requestsPerSecond } from '../load';
import { median } from '../median';
import { compared, type Row } from '../row';
import type { Server } from '../server';
import { bare, compiled } from '../servers';
import { type SignedRequest, signRequests } from './signed-requests';

const ROUNDS = 5;
const ROUND_REQUESTS = 2_500;
const BYTES = 4_096;

export async function objects(): Promise<Row[]> {
  const [standin, peer] = [await compiled(), await bare()];
  try {
    const { puts, gets } = await signRequests(standin.endpoint, (ROUNDS + 1) * ROUND_REQUESTS, BYTES);
    return [await sideBySide('S3 PUT of 4 KiB, 16 clients', standin, peer, puts), await sideBySide('S3 GET of 4 KiB, 16 clients', standin, peer, gets)];
  } finally {
    await Promise.all([standin.stop(), peer.stop()]);
  }
}

/** Rounds of the two take turns, so that a busy machine slows both; the first, in which both are still being compiled, does not count. No request is sent twice: bytes that are there already cost nothing to store. */
async function sideBySide(what: string, standin: Server, peer: Server, requests: readonly SignedRequest[]): Promise<Row> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    const next = requests.slice(round * ROUND_REQUESTS, (round + 1) * ROUND_REQUESTS);
    const [our, their] = [await requestsPerSecond(standin.endpoint, next), await requestsPerSecond(peer.endpoint, next)];
    if (round === 0) continue;
    ours.push(our);
    theirs.push(their);
  }
  return { ...compared(what, 'a second', median(ours), median(theirs)), aim: 'ratio of 0.5' };
}
