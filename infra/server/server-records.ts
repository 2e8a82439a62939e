/** The records that a drill's server holds: what the tills took, far behind the numbers that witnesses have. */
import { createHash } from 'node:crypto';
import type { Http } from '../../aws/servers/http';
import { Compromised } from '../../measure/endings';

const records = 24;
/** Witnesses are numbered from one; a gibibyte has 262,144 slots. */
const firstRecord = 200_000;

/** Their bodies by number. The same seed gives the same records. */
export function serverRecords(seed: number): Map<number, string> {
  return new Map(
    Array.from({ length: records }, (_, index): [number, string] => {
      const taken = createHash('sha256').update(JSON.stringify([seed, 'till', index])).digest().readUInt32BE(0) % 100_000;
      return [firstRecord + index * 7, JSON.stringify({ till: 1 + (index % 6), receipt: index + 1, currency: 'EUR', takenCents: taken })];
    }),
  );
}

/** Writes them over the server's own path. Throws Compromised where one is not acknowledged. */
export async function fillServer(http: Http, bodies: ReadonlyMap<number, string>): Promise<void> {
  for (const [number, body] of bodies) {
    const { status } = await http.ask({ method: 'PUT', path: `/records/${number}`, body });
    if (status !== 200) throw new Compromised(`The server did not take record ${number} (HTTP ${status}), so there was nothing to drill with.`);
  }
}
