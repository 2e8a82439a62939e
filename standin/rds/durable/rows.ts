/** The rows in which RDS is on record: plain data, with directories by whatever name they had. */
import type { Instant } from '../../../time/instant';
import type { Whereabouts } from '../../whereabouts';
import type { AutomatedBackup, Course, DailyBase } from '../backups/automated-backup';
import type { Instance, PendingChanges, Settings } from '../instance';
import type { Promotion } from '../replicas/promote-replica';
import type { AppliedParameters } from '../parameters/apply';
import type { Place } from '../room';
import type { Snapshot } from '../snapshot';

type TagRow = Readonly<Record<string, string>>;

export interface InstanceRow extends Whereabouts {
  resourceId: string;
  identifier: string;
  status: Instance['status'];
  created?: Instant;
  settings: Settings;
  pending: PendingChanges;
  underWay?: PendingChanges;
  tags: TagRow;
  data?: string;
  standby?: string;
  failingOver?: Instant;
  source?: Whereabouts & { resourceId: string; lag: number; untold: number; isBroken: boolean };
  promotion?: Promotion;
  awsBackupPoint?: string;
  parameters?: AppliedParameters;
  hasEndpoint: boolean;
  startsAgain?: Instant;
}

export interface SnapshotRow extends Whereabouts, Omit<Snapshot, 'place' | 'tags' | 'sharedWith'> {
  tags: TagRow;
  sharedWith: readonly string[];
}

export interface BackupRow extends Whereabouts {
  arn: string;
  archive: string;
  status: AutomatedBackup['status'];
  of: { resourceId: string; identifier: string; created?: Instant; settings: Settings };
  /** Whether its instance goes on with it. */
  isLive: boolean;
  origin?: Whereabouts;
  copies: readonly Whereabouts[];
  tags: TagRow;
  bases: readonly DailyBase[];
}

/** By table, each by key. */
export interface Rows {
  'rds.places': Map<string, Whereabouts & { made: number }>;
  'rds.instances': Map<string, InstanceRow>;
  'rds.snapshots': Map<string, SnapshotRow>;
  'rds.backups': Map<string, BackupRow>;
  /** How far each backup reaches. */
  'rds.courses': Map<string, Course>;
  /** Up to which position each replica has the log of its source. */
  'rds.arrived': Map<string, number>;
}

export function rowsOf(places: Iterable<Place>): Rows {
  const rows: Rows = {
    'rds.places': new Map(), 'rds.instances': new Map(), 'rds.snapshots': new Map(), 'rds.backups': new Map(), 'rds.courses': new Map(), 'rds.arrived': new Map(),
  };
  for (const { accountId, region, made, instances, snapshots, backups } of places) {
    const [where, key] = [{ accountId, region }, (name: string) => `${accountId}/${region}/${name}`];
    if (made > 0) rows['rds.places'].set(key(''), { ...where, made });
    for (const instance of instances.values()) {
      rows['rds.instances'].set(key(instance.resourceId), { ...where, ...instanceRow(instance) });
      const { replication } = instance;
      if (replication?.standby) rows['rds.arrived'].set(key(instance.resourceId), replication.standby.position);
    }
    for (const snapshot of snapshots.values()) rows['rds.snapshots'].set(key(snapshot.identifier), { ...where, ...snapshotRow(snapshot) });
    for (const [resourceId, backup] of backups) {
      const isLive = [...instances.values()].some((instance) => instance.backup === backup);
      rows['rds.backups'].set(key(resourceId), { ...where, ...backupRow(backup), isLive });
      rows['rds.courses'].set(key(resourceId), backup.course);
    }
  }
  return rows;
}

function instanceRow(instance: Instance): Omit<InstanceRow, keyof Whereabouts> {
  const { resourceId, identifier, status, created, settings, pending, underWay, tags, cluster, standby, failingOver, replication } = instance;
  const { promotion, awsBackupPoint, parameters, hasEndpoint, startsAgain } = instance;
  return {
    resourceId, identifier, status, created, settings, pending, underWay, tags: Object.fromEntries(tags), data: cluster?.directory,
    // One that is kept behind on purpose is made anew.
    standby: standby?.catchUp ? undefined : standby?.cluster.directory,
    failingOver, promotion, awsBackupPoint, parameters, hasEndpoint, startsAgain,
    ...(replication && {
      source: {
        accountId: replication.source.place.accountId, region: replication.source.place.region, resourceId: replication.source.resourceId,
        lag: replication.lag.milliseconds, untold: replication.untold.milliseconds, isBroken: replication.isBroken,
      },
    }),
  };
}

function snapshotRow({ place: _, tags, sharedWith, ...rest }: Snapshot): Omit<SnapshotRow, keyof Whereabouts> {
  return { ...rest, tags: Object.fromEntries(tags), sharedWith: [...sharedWith] };
}

function backupRow({ arn, archive, status, of, origin, copies, tags, bases }: AutomatedBackup): Omit<BackupRow, keyof Whereabouts | 'isLive'> {
  const { resourceId, identifier, created, settings } = of;
  return {
    arn, archive: archive.directory, status, of: { resourceId, identifier, created, settings }, bases, tags: Object.fromEntries(tags),
    origin: origin && { accountId: origin.accountId, region: origin.region },
    copies: [...copies].map(({ place: { accountId, region } }) => ({ accountId, region })),
  };
}
