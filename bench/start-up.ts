/** How long a server takes from its start to its first answer. */
import { medianOf } from './median';
import { compared, type Row } from './row';
import type { Server } from './server';
import { bare, compiled, fromSources } from './servers';

const STARTS = 5;

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
