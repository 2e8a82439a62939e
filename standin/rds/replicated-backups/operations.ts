/** StartDBInstanceAutomatedBackupsReplication and StopDBInstanceAutomatedBackupsReplication: called where the backups are to be kept. */
import type {
  StartDBInstanceAutomatedBackupsReplicationCommandInput,
  StartDBInstanceAutomatedBackupsReplicationCommandOutput,
  StopDBInstanceAutomatedBackupsReplicationCommandInput,
  StopDBInstanceAutomatedBackupsReplicationCommandOutput,
} from '@aws-sdk/client-rds';
import { WalArchive } from '../../planes/postgres/wal-archive';
import type { Call } from '../../service';
import { AutomatedBackup } from '../backups/automated-backup';
import { backupAnswer } from '../backups/automated-backups';
import type { Instance } from '../instance';
import { within } from '../instances/new-settings';
import { arnOf, automatedBackupArn } from '../names';
import { refusals } from '../refusals';
import { findSource } from '../replicas/find-source';
import type { Place, Room } from '../room';
import { onlyServed } from '../served';
import { usable } from '../snapshots/snapshot-keys';
import { readTags } from '../tags';
import { endReplication, send } from './replicate';

/** To one region. Source: the user guide's page on replicating automated backups. */
const mostReplicated = 20;

/** Source: the same page. */
const retentionDays = 7;

type StartOutput = Omit<StartDBInstanceAutomatedBackupsReplicationCommandOutput, '$metadata'>;
type StopOutput = Omit<StopDBInstanceAutomatedBackupsReplicationCommandOutput, '$metadata'>;

export function startBackupReplication(room: Room) {
  return async (input: StartDBInstanceAutomatedBackupsReplicationCommandInput, call: Call): Promise<StartOutput> => {
    onlyServed(input, ['SourceDBInstanceArn', 'BackupRetentionPeriod', 'KmsKeyId', 'Tags', 'PreSignedUrl']);
    const place = room.place(call.caller.accountId, call.region);
    const source = findSource(room, place, arnIn(input.SourceDBInstanceArn), 'SourceDBInstanceArn');
    const days = within('BackupRetentionPeriod', input.BackupRetentionPeriod ?? retentionDays, 1, 35);
    const tags = readTags(input.Tags);
    assertReplicable(place, source);
    const from = source.backup;
    if (!from || from.status === 'creating') throw refusals.instanceState(`Automated backups are not enabled for the DB instance ${source.identifier}.`);
    const kmsKeyId = keyOf(room, source, input.KmsKeyId, call);

    const { resourceId, identifier, created, positions, settings } = source;
    const of = { resourceId, identifier, created, positions, settings: { ...settings, kmsKeyId, backupRetentionDays: days } };
    const archive = WalArchive.at(await room.ground(), room.freshDirectory('archive'));
    const backup = new AutomatedBackup(automatedBackupArn(room.world.chance, place, `${resourceId}/${place.region}`), archive, of, room.world.clock.now());
    Object.assign(backup, { status: 'pending', tags, origin: source.place });
    const copy = { place, backup };
    place.backups.set(resourceId, backup);
    from.copies.add(copy);
    send(room, from, copy, 'rds.replicate-first-backup');
    return { DBInstanceAutomatedBackup: backupAnswer(place, backup) };
  };
}

export function stopBackupReplication(room: Room) {
  return async (input: StopDBInstanceAutomatedBackupsReplicationCommandInput, call: Call): Promise<StopOutput> => {
    const place = room.place(call.caller.accountId, call.region);
    const arn = arnIn(input.SourceDBInstanceArn);
    const backup = [...place.backups.values()].find(({ origin, of }) => origin && arnOf(origin, 'db', of.identifier) === arn);
    if (!backup?.origin) {
      const { identifier } = findSource(room, place, arn, 'SourceDBInstanceArn');
      throw refusals.instanceState(`The automated backups of the DB instance ${identifier} are not replicated to ${place.region}.`);
    }
    if (backup.status === 'retained') throw refusals.instanceState(`The automated backups of the DB instance ${backup.of.identifier} are replicated no longer.`);
    const from = room.place(place.accountId, backup.origin.region).backups.get(backup.of.resourceId);
    const copy = [...(from?.copies ?? [])].find((one) => one.backup === backup) ?? { place, backup };
    endReplication(room, from, copy);
    return { DBInstanceAutomatedBackup: backupAnswer(place, backup) };
  };
}

function arnIn(given: string | undefined): string {
  if (!given) throw refusals.missing('SourceDBInstanceArn');
  if (!/^arn:aws[a-z-]*:rds:[^:]+:[^:]+:db:.+$/.test(given)) throw refusals.value(`The parameter SourceDBInstanceArn is not the ARN of a DB instance: ${given}`);
  return given;
}

function assertReplicable(place: Place, source: Instance): void {
  if (source.place.region === place.region) throw refusals.value('Automated backups are replicated to another region than that of their DB instance.');
  if (source.replication) throw refusals.instanceState(`The DB instance ${source.identifier} is a read replica, which has no automated backups.`);
  if (place.backups.has(source.resourceId)) throw refusals.automatedBackupState(`Automated backups of the DB instance ${source.identifier} are in ${place.region} already.`);
  const replicated = [...place.backups.values()].filter(({ origin, status }) => origin && status !== 'retained').length;
  if (replicated >= mostReplicated) throw refusals.automatedBackupQuota(mostReplicated);
}

/** Throws InvalidParameterCombination and KMSKeyNotAccessibleFault. */
function keyOf(room: Room, { settings, identifier }: Instance, wanted: string | undefined, { caller, region }: Call): string | undefined {
  if (!settings.kmsKeyId && wanted) throw refusals.combination(`KmsKeyId cannot be specified: the DB instance ${identifier} is not encrypted.`);
  if (!settings.kmsKeyId) return undefined;
  if (!wanted) throw refusals.combination(`The DB instance ${identifier} is encrypted: a KMS key of the destination region must be specified with KmsKeyId.`);
  return usable(room, caller, region, wanted);
}
