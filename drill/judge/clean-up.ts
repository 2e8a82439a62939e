/** Whether the drill left everything as it was: by the inventory that was taken after all was undone. */
import { judgeChecks } from '../../measure/verdict';
import type { Facts } from './facts';
import type { JudgedPart } from './part';

/** How the look is called that the inventory is. */
export const inventorySubject = 'inventory of what the drill made';

/** Nothing to judge where nothing was made. */
export function judgeCleanUp({ acted, inventory }: Facts): JudgedPart[] {
  if (!acted) return [];
  const verdict = judgeChecks([inventory?.good ?? null]);
  return [{ measure: undefined, verdict: { kind: 'verdict', about: 'clean-up', verdict, reason: inventory?.saw ?? 'Nobody looked whether anything of the drill is left.' } }];
}
