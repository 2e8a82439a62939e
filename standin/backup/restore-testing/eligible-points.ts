/** Which recovery point of each protected resource a test restores: https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html#restore-testing-create */
import { Duration } from '../../../time/duration';
import { Instant } from '../../../time/instant';
import { Pattern } from '../../access/pattern';
import type { TagRecord } from '../../tag-record';
import type { BackupState } from '../backup-state';
import type { RecoveryPoint } from '../points/recovery-point';
import type { PointChoice, TestingPlan, TestingSelection } from './testing-plan';

/** A recovery point and, of a continuous one, the times within the plan's days to which it can be restored. */
export interface Eligible {
  point: RecoveryPoint;
  window?: { from: Instant; to: Instant };
}

/** One for each resource that the selection means and that has any, in a fixed order. `draw` answers with a number from 0 to less than 1 for a resource. */
export function chosenPoints(state: BackupState, plan: TestingPlan, selection: TestingSelection, draw: (resourceArn: string) => number): Eligible[] {
  return [...protectedBy(state, plan, selection)].flatMap(([resourceArn, points]) => {
    const eligible = points.flatMap((point) => eligibleOf(state, plan.points, point) ?? []);
    const random = plan.points.algorithm === 'RANDOM_WITHIN_WINDOW';
    const chosen = random ? eligible[Math.floor(draw(resourceArn) * eligible.length)] : eligible.toSorted((a, b) => momentOf(b).compare(momentOf(a)))[0];
    return chosen ?? [];
  });
}

/** The resources that are meant, each with all its recovery points in the plan's vaults, oldest first. */
function protectedBy(state: BackupState, plan: TestingPlan, selection: TestingSelection): Map<string, RecoveryPoint[]> {
  const found = new Map<string, RecoveryPoint[]>();
  const [included, excluded] = [anyOf(plan.points.includeVaults), anyOf(plan.points.excludeVaults)];
  const wild = selection.arns.includes('*');
  const named = new Set(selection.arns);
  for (const vault of state.vaults.in(plan).filter(({ arn }) => included(arn) && !excluded(arn))) {
    for (const point of state.points.inVault(plan, vault.name)) {
      if (point.resourceType !== selection.resourceType || (!wild && !named.has(point.resourceArn))) continue;
      const points = found.get(point.resourceArn) ?? [];
      found.set(point.resourceArn, points);
      points.push(point);
    }
  }
  for (const [resourceArn, points] of found) if (wild && !takes(selection, latestOf(points)?.tags ?? {})) found.delete(resourceArn);
  return found;
}

function takes({ equals, notEquals }: TestingSelection, tags: TagRecord): boolean {
  return equals.every(({ key, value }) => tags[key] === value) && notEquals.every(({ key, value }) => tags[key] !== value);
}

function latestOf(points: readonly RecoveryPoint[]): RecoveryPoint | undefined {
  return points.toSorted((a, b) => b.created.compare(a.created))[0];
}

function eligibleOf(state: BackupState, { types, windowDays }: PointChoice, point: RecoveryPoint): Eligible | undefined {
  const since = state.now().minus(Duration.days(windowDays));
  if (!point.continuous) return types.includes('SNAPSHOT') && point.status === 'COMPLETED' && !point.created.isBefore(since) ? { point } : undefined;
  if (!types.includes('CONTINUOUS') || point.status !== 'AVAILABLE') return undefined;
  const window = state.kinds.find(({ type }) => type === point.resourceType)?.continuous?.window(point);
  if (!window || window.to.isBefore(since)) return undefined;
  return { point, window: { from: Instant.latest(window.from, since), to: window.to } };
}

/** As of when its contents are. */
function momentOf({ point, window }: Eligible): Instant {
  return window?.to ?? point.created;
}

/** `*` stands for others. */
function anyOf(arns: readonly string[]): (arn: string) => boolean {
  const patterns = arns.map((arn) => new Pattern(arn, { wild: true, variables: false }));
  return (arn) => patterns.some((pattern) => pattern.matches(arn, () => undefined));
}
