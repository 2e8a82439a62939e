/** The last look of a drill: whether anything is left that carries its tag, now that all was undone. */
import type { Owner } from '../../aws/inventory/owner';
import { drillTagKey, drillTagValue, fingerprint } from '../../aws/inventory/drill-tag';
import { isThere } from '../../aws/inventory/is-there';
import { Duration } from '../../time/duration';
import { lookUntil } from '../../time/look-until';
import type { Drill } from '../drill';
import { inventorySubject } from '../judge/clean-up';

const lookEvery = Duration.minutes(1);
/** What is deleted by itself after something else, as an experiment's end, has so long. */
const goneWithin = Duration.minutes(15);
/** Where AWS lists what belongs to no region. */
const globalRegion = 'us-east-1';

/** Puts on record what is left, once nothing is or it has had its time; or that it could not be seen. */
export async function takeInventory(drill: Drill): Promise<void> {
  let left: string[] = [];
  const late = () => new StillThere();
  try {
    await lookUntil(drill.clock, { every: lookEvery, deadline: drill.clock.now().plus(goneWithin), late }, async () => {
      left = await whatIsLeft(drill);
      return left.length === 0 || undefined;
    });
    drill.look(looked(true, `Nothing that carries the drill's tag ${drillTagKey} is left in ${drill.plan.allowed.regions.join(' or ')}, and no role of its own.`));
  } catch (error) {
    if (error instanceof StillThere) drill.look(looked(false, `Left behind after ${goneWithin.inWords()}: ${left.join(', ')}. Delete it by hand.`));
    else drill.look(looked(null, `What is left of the drill could not be seen: ${error instanceof Error ? error.message : String(error)}`));
  }
}

function looked(good: boolean | null, saw: string): Parameters<Drill['look']>[0] {
  return { subject: inventorySubject, good, saw, provesData: false };
}

class StillThere extends Error {}

async function whatIsLeft(drill: Drill): Promise<string[]> {
  const { services } = drill;
  const owners = drill.plan.components.map(({ name }): Owner => ({ plan: drill.plan.name, drill: drill.id, seed: drill.seed, component: name }));
  const tags = owners.map(drillTagValue);
  const left: string[] = [];
  for (const region of drill.plan.allowed.regions) {
    for (const arn of await services.inventory(region).carrying(drillTagKey, tags)) if (await isThere(services, region, arn)) left.push(arn);
  }
  for (const arn of await services.inventory(globalRegion).carrying(drillTagKey, tags, ['route53:hostedzone'])) {
    if (await isThere(services, globalRegion, arn)) left.push(arn);
  }
  const own = owners.map(fingerprint);
  const roles = (await services.roles(globalRegion).names()).filter((name) => own.some((its) => name.includes(its)));
  return [...left, ...roles.map((name) => `the role ${name}`)];
}
