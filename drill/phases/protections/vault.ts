/** A component's vault: waited for until it holds what the runbook needs, restored from, and held to how long it keeps what. */
import type { CheckEntry } from '../../../evidence/entry';
import { Compromised } from '../../../measure/endings';
import { Duration } from '../../../time/duration';
import type { Instant } from '../../../time/instant';
import { type Drill, PlanFellShort } from '../../drill';
import { pollUntilGood } from '../../poll';
import type { HeldCopy, Vault, VaultCopy } from '../../subject';

const lookEvery = Duration.minutes(5);
/** A vault begins to follow within a few hours of its plan; a schedule of once a day comes within a day, and a copy takes a while. */
const followsWithin = Duration.hours(12);
const copiedWithin = Duration.hours(36);
const day = Duration.days(1);

/** Waits until the vault follows every moment of a component. Throws Compromised when it does not: there is then nothing to drill with. */
export async function awaitFollowed(drill: Drill, name: string): Promise<void> {
  await drill.step('steady state', async () => {
    const vault = vaultOf(drill, name);
    await pollUntilGood(drill, {
      subject: `vault of ${name}`,
      look: () => vault.followsEveryMoment(),
      every: lookEvery,
      within: followsWithin,
      otherwise: (cause) => new Compromised(`The vault of "${name}" does not follow it, so there is nothing to restore to the last moment from. ${cause.message}`, { cause }),
    });
  });
}

/** Waits for the next scheduled backup to lie in the other region. Throws PlanFellShort when it does not come. */
export async function awaitCopyElsewhere(drill: Drill, name: string): Promise<void> {
  await drill.step('steady state', async () => {
    const vault = vaultOf(drill, name);
    const since = drill.clock.now();
    await pollUntilGood(drill, {
      subject: `copies of ${name} in the other region`,
      look: () => vault.isCopiedElsewhere(since),
      every: lookEvery,
      within: copiedWithin,
      otherwise: (cause) => new PlanFellShort(`No backup of "${name}" came to the other region within ${copiedWithin.inWords()}.`, { cause }),
    });
  });
}

/** Makes a component again of one of the copies in its vault. */
export async function restoreFromVault(drill: Drill, name: string, copy: VaultCopy): Promise<void> {
  await drill.step('restore', () => vaultOf(drill, name).restore(drill, drill.subject(name), copy));
}

/** Lets the schedule of the vault run. */
export async function letScheduleRun(drill: Drill, name: string, lasting: Duration): Promise<void> {
  await drill.step('steady state', async () => {
    vaultOf(drill, name);
    await drill.clock.sleep(lasting, drill.signal);
  });
}

/**
 * Checks that a vault holds one copy of each of so many whole days before today, and nothing that is older than it promises to keep.
 * Deletion is given a day: AWS Backup deletes some hours after what it keeps is due.
 * Throws PlanFellShort when one is missing or one too many.
 */
export async function checkRetention(drill: Drill, name: string, held: { where: 'home' | 'elsewhere'; lasting: Duration }): Promise<void> {
  await drill.step('verify', async () => {
    const vault = vaultOf(drill, name);
    const now = drill.clock.now();
    const copies = await vault.held(held.where);
    const checks = [everyDay(name, held, { copies, now }), noneOlder(name, held, { copies, now })];
    for (const check of checks) drill.record(check);
    const wrong = checks.filter(({ passed }) => !passed);
    if (wrong.length > 0) throw new PlanFellShort(`The vault of "${name}" is not as the plan says: ${wrong.map(({ detail }) => detail).join('; ')}.`);
  });
}

interface Held {
  where: 'home' | 'elsewhere';
  lasting: Duration;
}

interface Found {
  copies: readonly HeldCopy[];
  now: Instant;
}

function everyDay(component: string, { where, lasting }: Held, { copies, now }: Found): CheckEntry {
  const days = Array.from({ length: lasting.seconds / day.seconds }, (_, ago) => dateOf(now.minus(day.times(ago + 1))));
  const made = new Set(copies.map(({ madeAt }) => dateOf(madeAt)));
  const missing = days.filter((date) => !made.has(date));
  return {
    kind: 'check',
    check: `a backup of every day, ${inWords(where)}`,
    component,
    method: 'The recovery points of the vault are listed, and each day is looked up among the days on which they were made.',
    passed: days.length > 0 && missing.length === 0,
    provesData: false,
    detail: missing.length === 0 ? `one of each of the ${days.length} days before ${dateOf(now)}` : `none of ${missing.slice(0, 10).join(', ')}`,
    population: days.length,
    examined: days.length,
  };
}

function noneOlder(component: string, { where, lasting }: Held, { copies, now }: Found): CheckEntry {
  const oldest = now.minus(lasting).minus(day);
  const kept = copies.filter(({ madeAt }) => madeAt.isBefore(oldest));
  return {
    kind: 'check',
    check: `none kept too long, ${inWords(where)}`,
    component,
    method: 'The recovery points of the vault are listed; none may be older than is promised by more than the day in which they are deleted.',
    passed: kept.length === 0,
    provesData: false,
    detail: kept.length === 0 ? `${copies.length} recovery points, none older than ${lasting.inWords()} and the day of their deletion` : `${kept.length} from before ${oldest}`,
    population: copies.length,
    examined: copies.length,
  };
}

function inWords(where: Held['where']): string {
  return where === 'home' ? 'in the vault' : 'in the other region';
}

function dateOf(instant: Instant): string {
  return instant.toString().slice(0, 10);
}

function vaultOf(drill: Drill, name: string): Vault {
  const { vault } = drill.subject(name).recoverable;
  if (vault) return vault;
  throw new Compromised(`The plan has no backup of "${name}" in a vault. Add backup to it in the plan, or correct the runbook.`);
}
