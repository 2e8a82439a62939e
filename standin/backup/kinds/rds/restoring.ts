/** New databases from recovery points, made as the job's role by RDS's own operations, and the removal of those that were tests. */
import { isDate } from 'node:util/types';
import { Duration } from '../../../../time/duration';
import type { Instance, InstanceStatus } from '../../../rds/instance';
import { arnOf } from '../../../rds/names';
import type { Caller } from '../../../service';
import { tagList } from '../../../tag-record';
import { whereaboutsOf } from '../../../whereabouts';
import { JobFailure } from '../../jobs/job-failure';
import type { RestoreBegun, RestoreProgress, RestoreWork } from '../kind';
import { contentOf } from './content';
import type { ContinuousInstances } from './continuous-instances';
import { instanceNamed } from './protected-instances';
import type { RdsAsRole } from './rds-as-role';
import { readMetadata } from './restore-metadata';

const lookAfter = Duration.seconds(30);

/** States in which RDS deletes nothing, and which pass. */
const busy: readonly InstanceStatus[] = ['renaming', 'rebooting', 'starting', 'stopping', 'modifying', 'resetting-master-credentials'];

export class Restoring {
  constructor(
    private readonly rds: RdsAsRole,
    private readonly continuous: ContinuousInstances,
  ) {}

  /** Throws JobFailure. */
  async begin(work: RestoreWork): Promise<RestoreBegun> {
    const { point, where, role, metadata } = work;
    const { DBInstanceIdentifier: given, ...parameters } = readMetadata(metadata, point.continuous);
    // It was read as text, and is never missing.
    const identifier = given as string;
    const arn = arnOf(where, 'db', identifier.toLowerCase());
    const tags = tagList(work.tags).filter(({ Key }) => !/^(aws|rds):/i.test(Key));
    if (tags.length > 0) this.rds.require(role, 'rds:AddTagsToResource', arn);
    const input = { ...parameters, Tags: tags };
    if (point.continuous) await this.#toMoment(work, { ...input, TargetDBInstanceIdentifier: identifier });
    else await this.rds.call(role, where.region, 'RestoreDBInstanceFromDBSnapshot', { ...input, DBInstanceIdentifier: identifier, DBSnapshotIdentifier: contentOf(point).snapshot });
    return { resource: arn, content: {}, lookAfter };
  }

  /** RDS takes times before the latest only, and the latest itself by another name. */
  async #toMoment({ point, where, role }: RestoreWork, { RestoreTime: time, ...input }: Record<string, unknown>): Promise<void> {
    const backup = this.continuous.backupOf(point);
    if (!backup) throw new JobFailure(`There is no automated backup behind ${point.arn}.`);
    const isLatest = isDate(time) && time.getTime() === backup.latest.epochMilliseconds;
    const moment = isLatest ? { UseLatestRestorableTime: true } : { RestoreTime: time };
    await this.rds.call(role, where.region, 'RestoreDBInstanceToPointInTime', { ...input, ...(time !== undefined && moment), SourceDBInstanceAutomatedBackupsArn: backup.arn });
  }

  look({ point, where, metadata }: Omit<RestoreWork, 'tags'>, _content: object): RestoreProgress {
    const { DBInstanceIdentifier: given } = readMetadata(metadata, point.continuous);
    const resource = arnOf(where, 'db', (given as string).toLowerCase());
    const instance = instanceNamed(this.rds.room, resource);
    const { status } = instance ?? { status: 'deleting' };
    if (status === 'available') return { resource, state: 'done', sizeBytes: contentOf(point).sizeBytes };
    if (isLost(status)) return { resource, state: 'failed', message: `The DB instance ${resource} could not be restored: it is ${instance ? status : 'gone'}.` };
    return { resource, state: 'running', percent: status === 'creating' ? 10 : 90, lookAfter };
  }

  /** The tag of restore testing has been seen on it by the engine. Throws JobFailure. */
  async deleteTested(resourceArn: string, role: Caller): Promise<Duration | undefined> {
    const instance = instanceNamed(this.rds.room, resourceArn);
    if (!instance) return undefined;
    if (!isBusy(instance) && instance.status !== 'deleting') {
      const input = { DBInstanceIdentifier: instance.identifier, SkipFinalSnapshot: true, DeleteAutomatedBackups: true };
      await this.rds.call(role, whereaboutsOf(resourceArn).region, 'DeleteDBInstance', input);
    }
    return Duration.minutes(1);
  }
}

function isLost(status: InstanceStatus | 'deleting'): boolean {
  return status === 'failed' || status === 'incompatible-restore' || status === 'deleting';
}

function isBusy({ status }: Instance): boolean {
  return busy.includes(status);
}
