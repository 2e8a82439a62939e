/** Has the tests of each plan begin when its schedule comes round, somewhere in its start window. */
import { Duration } from '../../../time/duration';
import type { Scheduled } from '../../../time/event-queue';
import type { Instant } from '../../../time/instant';
import { Errands } from '../../durable/errands';
import type { Whereabouts } from '../../whereabouts';
import type { BackupState } from '../backup-state';
import { testTag } from '../kinds/test-tag';
import { nextFiring } from '../plans/schedule';
import { chosenPoints } from './eligible-points';
import { momentIn, overridden } from './test-metadata';
import type { TestingPlan, TestingSelection } from './testing-plan';
import type { TestingPlans } from './testing-plans';

/** A test that is to begin. */
interface DueTest extends Whereabouts {
  plan: string;
  selection: string;
  pointArn: string;
  /** To when a continuous recovery point is restored; empty for others. */
  moment: Readonly<Record<string, string>>;
  /** Makes the names of what is restored its own. */
  label: string;
}

export class TestSchedule {
  readonly #due = new Map<string, Scheduled>();
  readonly #tests: Errands<DueTest>;

  constructor(
    private readonly state: BackupState,
    private readonly plans: TestingPlans,
  ) {
    this.#tests = new Errands(state.world, 'backup.tests-due', (test) => this.#begin(test));
    for (const plan of plans.values()) this.#arrange(plan);
    plans.onChange((plan) => this.#arrange(plan));
  }

  /** Plans that test nothing have nothing to wait for. */
  #arrange(changed: Whereabouts & { name: string }): void {
    const plan = this.plans.named(changed, changed.name);
    const key = `${changed.accountId}:${changed.region}:${changed.name}`;
    this.#due.get(key)?.cancel();
    this.#due.delete(key);
    if (!plan || this.plans.selectionsOf(plan).length === 0) return;
    const next = nextFiring({ ...plan, since: plan.created }, this.state.now());
    if (next) this.#due.set(key, this.state.world.clock.schedule(next, () => this.#comeRound(plan)));
  }

  #comeRound(plan: TestingPlan): void {
    const at = this.state.now();
    // What is in a region that is down is not tested.
    if (this.state.world.outages.isDown(plan.region)) return this.#arrange(plan);
    for (const selection of this.plans.selectionsOf(plan)) this.#spread(plan, selection, at);
    this.plans.keep({ ...plan, lastRun: at });
  }

  #spread(plan: TestingPlan, selection: TestingSelection, at: Instant): void {
    const { chance } = this.state.world;
    const draw = (what: string, resourceArn: string): number => chance.fraction('backup', 'restore-test', what, plan.arn, selection.name, resourceArn, at.epochMilliseconds);
    const window = Duration.hours(plan.startWindowHours);
    const random = plan.points.algorithm === 'RANDOM_WITHIN_WINDOW';
    for (const chosen of chosenPoints(this.state, plan, selection, (resourceArn) => draw('point', resourceArn))) {
      const { arn: pointArn, resourceArn } = chosen.point;
      const begins = at.plus(Duration.seconds(Math.floor(window.seconds * draw('start', resourceArn))));
      this.#tests.leave(begins, {
        accountId: plan.accountId,
        region: plan.region,
        plan: plan.name,
        selection: selection.name,
        pointArn,
        moment: momentIn(chosen, random ? draw('moment', resourceArn) : undefined),
        label: chance.uuid('backup', 'restore-test', 'label', plan.arn, selection.name, resourceArn, at.epochMilliseconds),
      });
    }
  }

  #begin({ accountId, region, plan: planName, selection: selectionName, pointArn, moment, label }: DueTest): void {
    const where = { accountId, region };
    const [plan, selection] = [this.plans.named(where, planName), this.plans.selection(where, planName, selectionName)];
    const point = this.state.points.get(pointArn);
    const kind = this.state.kinds.find(({ type }) => type === point?.resourceType);
    // The selection may have been deleted meanwhile, and the recovery point have come to the end of its days.
    if (!plan || !selection || !point || !kind) return;
    const metadata = overridden(kind, point, { inferred: { ...kind.testMetadata(point, label), ...moment }, overrides: selection.overrides });
    this.state.restores.begin({
      ...where,
      point,
      roleArn: selection.roleArn,
      metadata,
      tags: { [testTag]: '' },
      test: { planArn: plan.arn, validationWindowHours: selection.validationWindowHours },
    });
  }
}
