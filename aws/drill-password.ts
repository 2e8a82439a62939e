/** The password of a database that a drill makes: known to the drill alone, and known again to whoever has to finish its undo. */
import { createHash } from 'node:crypto';

/** Whose a resource is. The same owner always gets the same names and passwords, so that a repeated act meets what it made before. */
export interface Owner {
  plan: string;
  drill: string;
  seed: number;
  component: string;
}

export function drillPassword(owner: Owner): string {
  return createHash('sha256').update(JSON.stringify(['password', owner.plan, owner.drill, owner.seed, owner.component])).digest('hex').slice(0, 32);
}
