/** Names and tags that say whose a resource is: the plan, the component and the drill. */
import type { Owner } from '../aws/inventory/owner';
import { drillTagKey, drillTagValue, fingerprint } from '../aws/inventory/drill-tag';
import type { Plan } from '../plan/plan';

/** RDS takes 63 characters, of which `muster-`, the fingerprint and `-restored` take 25. */
const longest = 38;

/**
 * `muster-<component>-<8 hex>`: valid as a bucket name and, with `-restored` or `-damaged` after it too, as a database identifier.
 * Source: the CreateDBInstance reference, which forbids two hyphens in a row.
 */
export function resourceName(owner: Owner): string {
  const component = owner.component.slice(0, longest).replace(/-+/g, '-').replace(/-$/, '');
  return `muster-${component}-${fingerprint(owner)}`;
}

export function resourceTags(owner: Owner, { drillTag }: Pick<Plan, 'drillTag'>): Record<string, string> {
  return {
    [drillTag.key]: drillTag.value,
    [drillTagKey]: drillTagValue(owner),
    'muster:plan': owner.plan,
    'muster:component': owner.component,
  };
}
