/** A batch job gone wrong: through the server's own path it overwrites the blocks of a third of its records with garbage. */
import { createHash } from 'node:crypto';
import type { ServerTarget } from '../../aws/resources';
import type { Services } from '../../aws/services';
import { HttpSilence } from '../../aws/servers/http';
import type { UndoArguments } from '../../drill/undo';
import { Compromised } from '../../measure/endings';
import type { Experiment, Ground } from '../experiment';

export const damagedRecords: Experiment<ServerTarget> = {
  name: 'damaged-records',
  does: 'Overwrites the blocks of a third of the records of a server with garbage.',
  target: 'server',
  blastRadius: 'The records on one volume that are not witnesses of the drill.',
  permissions: ['HTTP to the server, as its users have'],
  undo: { 'put-records-back': putRecordsBack },

  async inject(ground, target) {
    const { region, instanceId, http } = target;
    const hit = hitRecords(ground, target);
    undoFor(ground, target, hit);
    for (const [number] of hit) {
      const { status } = await http.act({ method: 'PUT', path: `/records/${number}`, body: garbage(ground, number) });
      if (status !== 200) throw new Compromised(`The server ${instanceId} in ${region} did not take the garbage (HTTP ${status}), so nothing was broken.`);
    }
  },

  async landed(ground, target) {
    const hit = hitRecords(ground, target);
    let damaged = 0;
    for (const [number] of hit) {
      const { body } = await target.http.ask({ method: 'GET', path: `/records/${number}` });
      if (body.toString('utf8') === garbage(ground, number)) damaged += 1;
    }
    return { good: damaged > 0 && damaged === hit.length, saw: `${damaged} of ${hit.length} records are garbage` };
  },
};

function undoFor({ undo }: Ground, { region, instanceId }: ServerTarget, hit: readonly [number, string][]): void {
  undo.file({ action: 'put-records-back', does: 'Writes the records back as they were, where they are not.', arguments: { region, instanceId, records: Object.fromEntries(hit) } });
}

function hitRecords({ seed }: Ground, { records }: ServerTarget): [number, string][] {
  return [...records].filter(([number]) => createHash('sha256').update(JSON.stringify([seed, 'damaged-records', number])).digest().readUInt32BE(0) % 3 === 0);
}

function garbage({ seed }: Ground, number: number): string {
  return createHash('sha512').update(JSON.stringify([seed, 'garbage', number])).digest('hex');
}

/** Undo action `put-records-back`. Where the server is gone, or its records are right, there is nothing left to do. */
async function putRecordsBack(services: Services, args: UndoArguments): Promise<'done' | 'nothing left to do'> {
  // Arguments come from our own undo entries, written by inject above.
  const { region, instanceId, records } = args as { region: string; instanceId: string; records: Record<string, string> };
  const server = await services.instances(region).find(instanceId);
  if (server?.state !== 'running' || server.publicName === undefined) return 'nothing left to do';
  const { publicName: host } = server;
  const http = services.http(() => ({ host, port: 80 }));
  let written = 0;
  for (const [number, body] of Object.entries(records)) {
    const path = `/records/${number}`;
    const is = await http.ask({ method: 'GET', path }).catch(silence);
    if (is?.body.toString('utf8') === body) continue;
    const { status } = await http.act({ method: 'PUT', path, body });
    if (status !== 200) throw new Error(`the record ${number} cannot be written back: HTTP ${status}`);
    written += 1;
  }
  return written > 0 ? 'done' : 'nothing left to do';
}

function silence(error: unknown): undefined {
  if (error instanceof HttpSilence) return undefined;
  throw error;
}
