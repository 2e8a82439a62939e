/** What must be so before anything is touched; each guard is an entry, and one that fails refuses the drill. */
import { Refused } from '../../measure/endings';
import type { Drill } from '../drill';

/** Checks who and where we are against the plan. Throws Refused. */
export async function passGuards(drill: Drill, regions: readonly string[]): Promise<void> {
  const { allowed } = drill.plan;
  const [home] = regions;
  if (home) {
    const { account, arn } = await drill.services.identity(home).whoAmI();
    guard(drill, 'caller identity', allowed.accounts.includes(account), `${arn} in account ${account}; the plan allows ${allowed.accounts.join(', ')}`);
  }
  for (const region of new Set(regions)) {
    guard(drill, 'region', allowed.regions.includes(region), `${region}; the plan allows ${allowed.regions.join(', ')}`);
  }
}

function guard(drill: Drill, name: string, passed: boolean, detail: string): void {
  drill.record({ kind: 'guard', guard: name, passed, detail });
  if (!passed) throw new Refused(`The drill is not allowed to begin: ${name}: ${detail}. Nothing was touched. Change "allowed" in the plan, or the credentials.`);
}
