/** All that the stand-in's AWS Backup holds, and the services that it asks and tells. */
import type { Instant } from '../../time/instant';
import type { Access } from '../access/access';
import type { Metrics } from '../cloudwatch/metrics';
import type { EventBuses } from '../events/event-buses';
import { findKey } from '../kms/find-key';
import { arnOf } from '../kms/key';
import type { KeyRing } from '../kms/key-ring';
import type { Topics } from '../sns/topics';
import type { World } from '../world';
import { Announcer } from './announcements/announcer';
import { CopyJobs } from './copies/copy-jobs';
import { BackupJobs } from './jobs/backup-jobs';
import { Firings } from './firings/firings';
import type { ResourceKind } from './kinds/kind';
import { Plans } from './plans/plans';
import { Custody } from './points/custody';
import { RecoveryPoints } from './points/recovery-points';
import { RestoreTesting } from './restore-testing/restore-testing';
import { RestoreJobs } from './restores/restore-jobs';
import { Roles } from './roles';
import { Settings } from './settings/settings';
import { Vaults } from './vaults/vaults';

export interface BackupNeighbours {
  access: Access;
  keys: KeyRing;
  topics: Topics;
  buses: EventBuses;
  metrics: Metrics;
}

export class BackupState {
  readonly vaults: Vaults;
  readonly points: RecoveryPoints;
  readonly plans: Plans;
  readonly settings: Settings;
  readonly roles: Roles;
  readonly announcer: Announcer;
  readonly custody: Custody;
  readonly backups: BackupJobs;
  readonly copies: CopyJobs;
  readonly restores: RestoreJobs;
  readonly testing: RestoreTesting;

  constructor(
    readonly world: World,
    readonly neighbours: BackupNeighbours,
    /** The types of resources that can be protected. */
    readonly kinds: readonly ResourceKind[],
  ) {
    this.vaults = new Vaults(world, ({ accountId, region }) => arnOf(findKey(neighbours.keys.store, { accountId, region, now: this.now() }, 'alias/aws/backup')));
    this.points = new RecoveryPoints(world);
    this.plans = new Plans(world);
    this.settings = new Settings(world);
    this.roles = new Roles(neighbours.access, () => world.clock.now());
    this.announcer = new Announcer(world, this.vaults, neighbours);
    this.custody = new Custody(this);
    this.backups = new BackupJobs(this);
    this.copies = new CopyJobs(this);
    new Firings(this);
    this.restores = new RestoreJobs(this);
    this.testing = new RestoreTesting(this);
  }

  now(): Instant {
    return this.world.clock.now();
  }

  /** The type that an ARN is of. */
  kindOf(resourceArn: string): ResourceKind | undefined {
    return this.kinds.find((kind) => kind.owns(resourceArn));
  }
}
