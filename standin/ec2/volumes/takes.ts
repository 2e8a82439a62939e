/** How long work on blocks takes: a while for any of it, and more for each GiB. */
import { Duration } from '../../../time/duration';
import type { Chance } from '../../chance';
import { blockSize } from '../../planes/volumes/block';
import { draw, type TimingName } from '../../timings';
import { gibibyte } from './rows';

/** In whole seconds; drawn by the id of what is made. */
export function takes(chance: Chance, id: string, blocks: number, { base, perGib }: { base?: TimingName; perGib: TimingName }): Duration {
  const more = draw(chance, perGib, id).times((blocks * blockSize) / gibibyte);
  return Duration.seconds(Math.round((base ? draw(chance, base, id) : Duration.zero).plus(more).seconds));
}
