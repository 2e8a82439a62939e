/** Names and tags that say whose a resource is: the plan, the component and the drill. */
import { createHash } from 'node:crypto';
import type { Owner } from '../aws/drill-password';
import type { Plan } from '../plan/plan';


/** `muster-<component>-<8 hex>`: valid as a database identifier and as a bucket name. */
export function resourceName(owner: Owner): string {
  return `muster-${owner.component}-${fingerprint(owner)}`;
}

export function resourceTags(owner: Owner, { drillTag }: Pick<Plan, 'drillTag'>): Record<string, string> {
  return {
    [drillTag.key]: drillTag.value,
    'muster:drill': `${owner.drill}/${fingerprint(owner)}`,
    'muster:plan': owner.plan,
    'muster:component': owner.component,
  };
}

function fingerprint(owner: Owner): string {
  return createHash('sha256').update(JSON.stringify(owner)).digest('hex').slice(0, 8);
}
