/** ModifyDBInstance: what is changed at once, what waits for the maintenance window, and what is refused. */
import type { ModifyDBInstanceCommandInput, ModifyDBInstanceCommandOutput } from '@aws-sdk/client-rds';
import type { Call } from '../../service';
import { instanceAnswer } from '../answers/instance-answer';
import { assertApart, backupWindow, maintenanceWindow } from '../backups/windows';
import type { Instance, PendingChanges } from '../instance';
import { instanceIdentifier } from '../names';
import { assertAuthority } from '../certificates';
import { refusals } from '../refusals';
import type { Room } from '../room';
import { onlyServed } from '../served';
import { placementOf, securityGroups } from '../subnets/placement';
import { applyChanges, applyInMaintenanceWindow } from './apply-changes';
import { assertFree } from './bring-up';
import { findAvailable } from './find';
import { masterPassword } from './master-user';
import { assertEngine, instanceClass, within } from './new-settings';

const served = [
  'DBInstanceIdentifier', 'NewDBInstanceIdentifier', 'ApplyImmediately', 'MasterUserPassword', 'DBInstanceClass', 'AllocatedStorage', 'BackupRetentionPeriod',
  'PreferredBackupWindow', 'PreferredMaintenanceWindow', 'DeletionProtection', 'CopyTagsToSnapshot', 'PubliclyAccessible', 'AutoMinorVersionUpgrade',
  'EngineVersion', 'AllowMajorVersionUpgrade', 'MultiAZ', 'DBParameterGroupName',
  'DBSubnetGroupName', 'VpcSecurityGroupIds', 'CACertificateIdentifier',
];

export function modifyInstance(room: Room) {
  return async (input: ModifyDBInstanceCommandInput, call: Call): Promise<Omit<ModifyDBInstanceCommandOutput, '$metadata'>> => {
    onlyServed(input, served);
    const place = room.place(call.caller.accountId, call.region);
    const instance = findAvailable(place, input.DBInstanceIdentifier);
    assertEngine(undefined, input.EngineVersion);
    assertOwnToChange(instance, input);
    assertReplicable(instance, input);
    assertAuthority(input.CACertificateIdentifier);
    const settings = settingsAfter(room, instance, input);
    const wanted = { ...changesOf(instance, input), ...networkOf(room, instance, input) };

    instance.settings = settings;
    Object.assign(instance.pending, wanted);
    const now = input.ApplyImmediately ? instance.pending : whatNeverWaits(instance, wanted);
    if (hasChanges(now)) applyChanges(room, instance, { ...now });
    if (hasChanges(instance.pending) && !input.ApplyImmediately) applyInMaintenanceWindow(room, instance);
    return { DBInstance: instanceAnswer(room, instance, call) };
  };
}

/** AWS Backup alone changes what it has taken over. Wording: seen in public reports of RDS's answers. */
function assertOwnToChange({ awsBackupPoint, settings, identifier }: Instance, { BackupRetentionPeriod: days, PreferredBackupWindow: window }: ModifyDBInstanceCommandInput): void {
  if (awsBackupPoint === undefined) return;
  const refuse = (parameter: string, current: string | number): never => {
    throw refusals.value(
      `Your RDS instance ${identifier} is associated with an AWS Backup resource with id ${awsBackupPoint}. You can leave ${parameter} blank, ` +
        `or you can specify it only with the current value ${current}. For more details, see the AWS Backup documentation.`,
    );
  };
  if (days !== undefined && days !== settings.backupRetentionDays) refuse('BackupRetentionPeriod', settings.backupRetentionDays);
  if (window !== undefined && window !== settings.backupWindow) refuse('PreferredBackupWindow', settings.backupWindow);
}

/** Backups stay on while there are replicas; a replica has its users from its source. Source: the ModifyDBInstance reference. */
function assertReplicable({ replicas, replication, identifier }: Instance, input: ModifyDBInstanceCommandInput): void {
  if (replicas.size > 0 && input.BackupRetentionPeriod === 0) throw refusals.combination(`BackupRetentionPeriod cannot be 0 while the DB instance ${identifier} has read replicas.`);
  if (!replication) return;
  if (input.MasterUserPassword !== undefined) throw refusals.combination(`The master password of the read replica ${identifier} is that of its source.`);
  if (input.BackupRetentionPeriod) throw refusals.combination('Automated backups of read replicas are not served by this stand-in.');
  if (input.MultiAZ) throw refusals.combination('Standbys of read replicas are not served by this stand-in.');
}

/** The settings that change with the answer and need no work. */
function settingsAfter(room: Room, { settings, place }: Instance, input: ModifyDBInstanceCommandInput): Instance['settings'] {
  const { DBSubnetGroupName: moved, VpcSecurityGroupIds: ids } = input;
  const groups = ids?.length && !moved ? securityGroups(room.subnetGroups.network, room.subnetGroups.find(place, settings.subnetGroup), ids) : settings.securityGroups;
  const after = {
    ...settings,
    securityGroups: groups,
    // The name changes at once, and what it says with the next restart. Source: the ModifyDBInstance reference.
    parameterGroup: input.DBParameterGroupName ? room.parameterGroups.find(place, input.DBParameterGroupName).name : settings.parameterGroup,
    deletionProtection: input.DeletionProtection ?? settings.deletionProtection,
    copyTagsToSnapshot: input.CopyTagsToSnapshot ?? settings.copyTagsToSnapshot,
    publiclyAccessible: input.PubliclyAccessible ?? settings.publiclyAccessible,
    autoMinorVersionUpgrade: input.AutoMinorVersionUpgrade ?? settings.autoMinorVersionUpgrade,
    backupWindow: input.PreferredBackupWindow ? backupWindow(input.PreferredBackupWindow) : settings.backupWindow,
    maintenanceWindow: input.PreferredMaintenanceWindow ? maintenanceWindow(input.PreferredMaintenanceWindow) : settings.maintenanceWindow,
  };
  assertApart(after.backupWindow, after.maintenanceWindow);
  return after;
}

/** Moving to another network. Throws InvalidVPCNetworkStateFault. Wording: seen in public reports of RDS's answers. */
function networkOf(room: Room, { settings, place, identifier }: Instance, { DBSubnetGroupName: to, VpcSecurityGroupIds: ids }: ModifyDBInstanceCommandInput): PendingChanges {
  if (!to) return {};
  const [now, then] = [room.subnetGroups.find(place, settings.subnetGroup), placementOf(room, place, { DBSubnetGroupName: to, VpcSecurityGroupIds: ids })];
  if (room.subnetGroups.find(place, then.subnetGroup).vpcId === now.vpcId) {
    throw refusals.network(
      `You cannot move DB instance ${identifier} to subnet group ${to}. The specified DB subnet group and DB instance are in the same VPC. ` +
        'Choose a DB subnet group in different VPC than the specified DB instance and try again.',
    );
  }
  if (settings.multiAz) throw refusals.network(`You cannot move the Multi-AZ DB instance ${identifier} to another VPC; make it a Single-AZ one first.`);
  return { subnetGroup: then.subnetGroup, securityGroups: then.securityGroups };
}

/** The changes that take time. What asks for what there is already is none. */
function changesOf({ settings, identifier, place }: Instance, input: ModifyDBInstanceCommandInput): PendingChanges {
  const changes: PendingChanges = {};
  if (input.NewDBInstanceIdentifier !== undefined) {
    const wanted = instanceIdentifier(input.NewDBInstanceIdentifier, 'NewDBInstanceIdentifier');
    if (wanted !== identifier) {
      assertFree(place, wanted);
      changes.identifier = wanted;
    }
  }
  if (input.MultiAZ !== undefined && input.MultiAZ !== settings.multiAz) changes.multiAz = input.MultiAZ;
  if (input.MasterUserPassword !== undefined) changes.masterPassword = masterPassword(input.MasterUserPassword);
  if (input.DBInstanceClass !== undefined && input.DBInstanceClass !== settings.instanceClass) changes.instanceClass = instanceClass(input.DBInstanceClass);
  if (input.AllocatedStorage !== undefined && input.AllocatedStorage !== settings.allocatedStorage) {
    changes.allocatedStorage = grown(settings.allocatedStorage, input.AllocatedStorage);
  }
  if (input.BackupRetentionPeriod !== undefined && input.BackupRetentionPeriod !== settings.backupRetentionDays) {
    changes.backupRetentionDays = within('BackupRetentionPeriod', input.BackupRetentionPeriod, 0, 35);
  }
  return changes;
}

/** Storage only grows, and by a tenth at least: less is rounded up. Source: the ModifyDBInstance reference. */
function grown(from: number, to: number): number {
  if (to < from) throw refusals.value(`Invalid storage size. Requested storage of ${to} GiB is less than the current ${from} GiB; storage cannot be reduced.`);
  return within('AllocatedStorage', Math.max(to, Math.ceil(from * 1.1)), 5, 65_536);
}

/** A password is changed as soon as possible, and so are the days of backups that stay on. Source: the ModifyDBInstance reference. */
function whatNeverWaits({ settings }: Instance, { masterPassword: password, backupRetentionDays: days }: PendingChanges): PendingChanges {
  const staysOn = days !== undefined && days > 0 && settings.backupRetentionDays > 0;
  return { masterPassword: password, backupRetentionDays: staysOn ? days : undefined };
}

function hasChanges(changes: PendingChanges): boolean {
  return Object.values(changes).some((value) => value !== undefined);
}
