/** How long replication takes. */
import type { Duration } from '../../../time/duration';
import { draw } from '../../timings';
import type { World } from '../../world';

const gibibyte = 1024 ** 3;

/** How many times as long it takes where it is made to stall: hours instead of seconds. */
const stalled = 600;

/** The lag of an operation on an object of `size` bytes. The same key always draws the same. */
export function lagOf({ chance, mischief }: World, size: number, ...key: (string | number)[]): Duration {
  const usual = draw(chance, 's3.replication', ...key);
  const lag = size === 0 ? usual : usual.plus(draw(chance, 's3.replication-of-a-gibibyte', ...key).times(size / gibibyte));
  return mischief.has('stalled-replication') ? lag.times(stalled) : lag;
}
