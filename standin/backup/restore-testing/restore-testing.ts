/** Restore testing of all accounts and regions: its plans, what they begin, and what becomes of it. */
import type { BackupState } from '../backup-state';
import { CleanUps } from './clean-ups';
import { TestingPlans } from './testing-plans';
import { TestSchedule } from './test-schedule';

export class RestoreTesting {
  readonly plans: TestingPlans;
  readonly cleanUps: CleanUps;

  constructor(state: BackupState) {
    this.plans = new TestingPlans(state.world);
    this.cleanUps = new CleanUps(state);
    new TestSchedule(state, this.plans);
    state.restores.onEnd((job) => this.cleanUps.restored(job));
  }
}
