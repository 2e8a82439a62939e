/** Whether the tills work: the server is the right version, its volume can be used, and every record is what was taken. */
import { type Http, HttpSilence } from '../../aws/servers/http';
import type { Seen } from '../../measure/seen';

export interface Serving {
  version: string;
  /** Bodies by number. */
  records: ReadonlyMap<number, string>;
}

/** Asks for its health and reads every record. A server that does not answer is red: its users are without it. */
export async function serverHealth(http: Http, { version, records }: Serving): Promise<Seen> {
  try {
    const health = await http.ask({ method: 'GET', path: '/health' });
    const said = health.body.toString('utf8').trim();
    if (health.status !== 200) return { good: false, saw: `HTTP ${health.status}: ${said}` };
    if (versionIn(said) !== version) return { good: false, saw: `version ${versionIn(said) ?? 'unknown'} instead of ${version}` };
    let wrong = 0;
    for (const [number, body] of records) {
      const { status, body: is } = await http.ask({ method: 'GET', path: `/records/${number}` });
      if (status !== 200 || is.toString('utf8') !== body) wrong += 1;
    }
    return { good: wrong === 0, saw: `version ${version}, ${records.size} records, ${wrong} of them not what was taken` };
  } catch (error) {
    if (error instanceof HttpSilence) return { good: false, saw: error.message };
    throw error;
  }
}

function versionIn(text: string): string | undefined {
  try {
    const said: unknown = JSON.parse(text);
    return typeof said === 'object' && said !== null && 'version' in said && typeof said.version === 'string' ? said.version : undefined;
  } catch {
    return undefined;
  }
}
