/** Where the page of what the stand-in serves lies, and what it should say now. */
import { join } from 'node:path';
import { openGround, openWorld } from '../open-world';
import { virtualEpoch } from '../virtual-epoch';
import { readConformance } from './conformance';
import { coverageOf, coveragePage } from './coverage';

export const pageFile = join(__dirname, '..', 'COVERAGE.md');

/** Asks a world's own services what they serve. */
export async function currentPage(): Promise<string> {
  const ground = await openGround();
  const options = { seed: 'coverage', start: virtualEpoch, mischief: [], ground, number: 1, onFault: () => undefined };
  const world = await openWorld(options);
  try {
    return coveragePage(coverageOf(world.services), readConformance());
  } finally {
    await world.close(false);
    await ground.keeper.close();
  }
}
