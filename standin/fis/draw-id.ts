/** The ids of templates and experiments. */
import type { Chance } from '../chance';

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789';

/** `EXTabc…` or `EXPabc…`, the same for the same key. */
export function drawId(chance: Chance, kind: 'EXT' | 'EXP', ...key: (string | number)[]): string {
  return kind + chance.letters(alphabet, 15, 'fis', kind, ...key);
}
