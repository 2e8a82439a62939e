/** What happens when a rule of a plan comes round: a job for each resource that the plan's selections mean at that moment. */
import { Duration } from '../../../time/duration';
import { Instant } from '../../../time/instant';
import type { BackupState } from '../backup-state';
import type { Plan, Rule, Selection } from '../plans/plan';
import { nextFiring } from '../plans/schedule';
import { selectedResources } from '../plans/selected-resources';
import { draw } from '../../timings';
import type { BackupOrder } from '../jobs/backup-job';

export interface Firing {
  plan: Plan;
  rule: Rule;
  at: Instant;
}

/** All its jobs are put on record or none of them is. */
export function fire(state: BackupState, firing: Firing): void {
  if (isOvershadowed(firing) || isSkipped(state, firing)) return;
  state.world.journal.together(() => {
    const seen = new Set<string>();
    for (const selection of state.plans.selectionsOf(firing.plan)) fireFor(state, firing, { selection, seen });
    state.plans.ran(state.plans.withArn(firing.plan.arn) ?? firing.plan, firing.at);
  });
}

/** In a world that misbehaves so, every third firing or so comes to nothing, and nothing says that it did. */
function isSkipped({ world }: BackupState, { rule, at }: Firing): boolean {
  return world.mischief.has('skipped-backups') && !rule.continuous && world.chance.fraction('backup', 'skipped', rule.id, at.epochMilliseconds) < 1 / 3;
}

/** A resource that two selections mean is backed up once, by the first. */
function fireFor(state: BackupState, { plan, rule, at }: Firing, { selection, seen }: { selection: Selection; seen: Set<string> }): void {
  const orders = new Map<string, BackupOrder>();
  const [startBy, completeBy] = [at.plus(Duration.minutes(rule.startWindowMinutes)), at.plus(Duration.minutes(rule.completionWindowMinutes))];
  for (const { arn, name } of selectedResources(state, selection)) {
    const kind = state.kindOf(arn);
    if (!kind || seen.has(arn)) continue;
    seen.add(arn);
    const order = orders.get(kind.type) ?? orderOf(plan, rule, { selection, type: kind.type });
    orders.set(kind.type, order);
    const id = state.world.chance.uuid('backup', 'job', rule.id, arn, at.epochMilliseconds).toUpperCase();
    state.backups.keep({
      accountId: plan.accountId,
      region: plan.region,
      id,
      order,
      resourceArn: arn,
      resourceType: kind.type,
      resourceName: name,
      created: at,
      startBy,
      completeBy,
      state: 'CREATED',
      percent: 0,
      due: Instant.earliest(at.plus(draw(state.world.chance, 'backup.start', id)), startBy),
    });
  }
}

function orderOf({ id, arn, current }: Plan, rule: Rule, { selection, type }: { selection: Selection; type: string }): BackupOrder {
  return {
    vault: rule.vault,
    roleArn: selection.roleArn,
    lifecycle: rule.lifecycle,
    tags: rule.recoveryPointTags,
    options: current.options[type] ?? {},
    createdBy: {
      BackupPlanId: id,
      BackupPlanArn: arn,
      BackupPlanName: current.name,
      BackupPlanVersion: current.versionId,
      BackupRuleId: rule.id,
      BackupRuleName: rule.name,
      BackupRuleCron: rule.schedule,
      BackupRuleTimezone: rule.timezone,
    },
    copies: rule.copies,
    continuous: rule.continuous,
  };
}

/**
 * Of two rules of a plan whose start windows overlap, only the one that keeps its backups longer makes any
 * (https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html). Continuous backups and snapshots stand beside each other.
 */
function isOvershadowed({ plan, rule, at }: Firing): boolean {
  const rules = plan.current.rules.filter(({ continuous }) => continuous === rule.continuous);
  const place = rules.indexOf(rule);
  const until = at.plus(Duration.minutes(rule.startWindowMinutes));
  return rules.some((other, index) => {
    const longer = daysOf(other) - daysOf(rule);
    // Of two that keep theirs equally long, the first of the plan counts.
    if (other === rule || longer < 0 || Number.isNaN(longer) || (longer === 0 && index > place)) return false;
    const came = nextFiring(other, at.minus(Duration.minutes(other.startWindowMinutes)));
    return came?.isBefore(until) ?? false;
  });
}

/** What is kept for good is kept longest. */
function daysOf({ lifecycle }: Rule): number {
  return lifecycle.deleteAfterDays ?? Number.MAX_SAFE_INTEGER;
}
