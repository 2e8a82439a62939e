/** What provisioning needs of the drill that it is done for. */
import type { Services } from '../aws/services';
import type { Undo } from '../drill/undo';
import type { Plan } from '../plan/plan';

export interface Ground {
  id: string;
  seed: number;
  plan: Plan;
  services: Services;
  undo: Undo;
  signal: AbortSignal;
}
