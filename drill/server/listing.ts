/** Reads what a server holds, by the listing that it makes of its volume block by block. */
import type { Http } from '../../aws/servers/http';
import { Compromised } from '../../measure/endings';
import { ContentDigest, type Manifest, manifestKey } from '../../measure/manifest';

interface Listed {
  number: number;
  /** SHA-256 of the bytes that are on the volume, in hex. */
  digest: string;
  /** Whether those are the bytes that were written. */
  intact: boolean;
}

/** What is numbered below is a witness of the drill's; the rest are the application's own records. */
const ownFrom = 200_000;

/** The digest of all records that are not witnesses. `seed` keys it. */
export async function readRecords(http: Http, seed: number, component: string): Promise<Manifest> {
  const digest = new ContentDigest(manifestKey(seed, component));
  const own = (await listing(http)).filter(({ number }) => number >= ownFrom);
  for (const { number, digest: content, intact } of own) digest.add([String(number), content, String(intact)]);
  return { records: digest.result };
}

/** Every witness that is there, as its content's digest; of one that is damaged the digest says so. */
export async function readWitnessRecords(http: Http): Promise<Map<number, string>> {
  const found = (await listing(http)).filter(({ number }) => number < ownFrom);
  return new Map(found.map(({ number, digest, intact }) => [number, intact ? `sha256:${digest}` : `damaged:${digest}`]));
}

async function listing(http: Http): Promise<Listed[]> {
  const { status, body } = await http.ask({ method: 'GET', path: '/records' });
  const said: unknown = status === 200 ? JSON.parse(body.toString('utf8')) : undefined;
  if (!Array.isArray(said) || !said.every(isListed)) throw new Compromised(`The server does not list its records: HTTP ${status}.`);
  return said;
}

function isListed(one: unknown): one is Listed {
  if (typeof one !== 'object' || one === null) return false;
  return 'number' in one && typeof one.number === 'number' && 'digest' in one && typeof one.digest === 'string' && 'intact' in one && typeof one.intact === 'boolean';
}
