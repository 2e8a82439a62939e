/** CreateDBInstanceReadReplica: an instance that follows another one, in the same region or another, and takes no writes. */
import type { CreateDBInstanceReadReplicaCommandInput, CreateDBInstanceReadReplicaCommandOutput } from '@aws-sdk/client-rds';
import { type BaseBackup, takeBaseBackup } from '../../planes/postgres/base-backup';
import type { PostgresCluster } from '../../planes/postgres/cluster';
import { HeldBackStandby } from '../../planes/postgres/standby/held-back';
import type { Call } from '../../service';
import { instanceAnswer } from '../answers/instance-answer';
import type { Instance } from '../instance';
import { assertFree, enter, nextResourceId } from '../instances/bring-up';
import { newSettings } from '../instances/new-settings';
import { instanceIdentifier } from '../names';
import { refusals } from '../refusals';
import type { Place, Room } from '../room';
import { onlyServed } from '../served';
import { usable } from '../snapshots/snapshot-keys';
import { readTags } from '../tags';
import { findSource } from './find-source';
import { catchUp, replicationFrom } from './replication';

/** The reference says of PreSignedUrl that it is ignored outside of GovCloud; SDKs send it. */
const served = [
  'DBInstanceIdentifier', 'SourceDBInstanceIdentifier', 'DBInstanceClass', 'AllocatedStorage', 'StorageType', 'Port', 'AvailabilityZone', 'DeletionProtection',
  'CopyTagsToSnapshot', 'PubliclyAccessible', 'AutoMinorVersionUpgrade', 'Tags', 'DBParameterGroupName', 'OptionGroupName', 'KmsKeyId', 'PreSignedUrl',
  'DBSubnetGroupName', 'VpcSecurityGroupIds', 'CACertificateIdentifier',
];

/** Source: the user guide's page on read replicas of RDS for PostgreSQL. */
const mostReplicas = 15;

type Output = Omit<CreateDBInstanceReadReplicaCommandOutput, '$metadata'>;

export function createReadReplica(room: Room) {
  return async (input: CreateDBInstanceReadReplicaCommandInput, call: Call): Promise<Output> => {
    onlyServed(input, served);
    const place = room.place(call.caller.accountId, call.region);
    const identifier = instanceIdentifier(input.DBInstanceIdentifier);
    const source = findSource(room, place, input.SourceDBInstanceIdentifier, 'SourceDBInstanceIdentifier');
    assertFollowable(source);
    const kmsKeyId = keyOf(room, source, input.KmsKeyId, call);
    const tags = readTags(input.Tags);
    assertFree(place, identifier);
    const resourceId = nextResourceId(room, place);
    const basis = { ...source.settings, kmsKeyId, backupRetentionDays: 0, copyTagsToSnapshot: false };
    const settings = newSettings({ ...input, ...groupsOf(source, place, input) }, basis, { ...place, room, resourceId });
    const replica = enter(room, place, resourceId, identifier, settings, tags);
    const replication = replicationFrom(room, source, resourceId, place.region);
    replica.replication = replication;
    source.replicas.add(replica);

    const base = await baseOf(room, source);
    room.later('rds.create-replica', [resourceId], replica, { do: 'bring-up', origin: { from: 'source', base }, category: 'creation', done: 'DB instance created', failed: 'failed' });
    return { DBInstance: instanceAnswer(room, replica, call) };
  };
}

/** Throws InvalidDBInstanceState and InstanceQuotaExceeded. Wording of the lack of backups: seen in public reports of RDS's answers. */
function assertFollowable({ identifier, status, backup, replicas, replication }: Instance): void {
  if (replication) throw refusals.instanceState(`Replicas of replicas are not served by this stand-in, and ${identifier} is a replica.`);
  if (status !== 'available') throw refusals.notAvailable(identifier);
  if (!backup || backup.status === 'creating') {
    throw refusals.instanceState(
      'Automated backups are not enabled for this database instance. To enable automated backups, use ModifyDBInstance to set the backup retention period to a non-zero value.',
    );
  }
  if (replicas.size >= mostReplicas) throw refusals.replicaQuota(identifier, mostReplicas);
}

/** In the region of its source a replica has its source's parameter group unless another is named, and its subnet group always. Source: the CreateDBInstanceReadReplica reference. */
function groupsOf({ settings, place }: Instance, to: Place, { DBParameterGroupName: parameters, DBSubnetGroupName: subnets }: CreateDBInstanceReadReplicaCommandInput) {
  if (place.region !== to.region) return {};
  if (subnets && subnets !== settings.subnetGroup) throw refusals.subnetGroupNotAllowed();
  return { DBParameterGroupName: parameters ?? settings.parameterGroup, DBSubnetGroupName: settings.subnetGroup };
}

/** The ARN of the replica's key. Throws InvalidParameterCombination and KMSKeyNotAccessibleFault. Source: the CreateDBInstanceReadReplica reference. */
function keyOf(room: Room, { settings, place, identifier }: Instance, wanted: string | undefined, call: Call): string | undefined {
  const elsewhere = place.region !== call.region;
  if (!settings.kmsKeyId && wanted) throw refusals.combination(`You cannot create an encrypted Read Replica from the unencrypted DB instance ${identifier}.`);
  if (!settings.kmsKeyId) return undefined;
  if (!elsewhere && wanted) throw refusals.combination('KmsKeyId cannot be specified for a Read Replica in the region of its source: it is encrypted with the same key.');
  if (!elsewhere) return settings.kmsKeyId;
  if (!wanted) throw refusals.combination(`The DB instance ${identifier} is encrypted: a KMS key of the region of its Read Replica must be specified with KmsKeyId.`);
  return usable(room, call.caller, call.region, wanted);
}

/** What a replica begins with is what its source holds when it is asked for. Undefined where the source dies under it. */
async function baseOf(room: Room, { cluster }: Instance): Promise<BaseBackup | undefined> {
  if (!cluster) return undefined;
  let base: BaseBackup | undefined;
  await room.survive(cluster, async () => {
    base = await takeBaseBackup(await room.ground(), cluster, room.freshDirectory('backup'));
  });
  return base;
}

/** The server of a new replica, running; it has left its source already where that was deleted meanwhile. */
export async function makeFollower(room: Room, replica: Instance, base: BaseBackup | undefined): Promise<PostgresCluster> {
  if (!base) throw new Error(`the source of ${replica.identifier} was down when the replica was asked for`);
  const standby = await HeldBackStandby.make(await room.ground(), room.world.keeper, base, room.freshDirectory('data'));
  const { replication } = replica;
  if (!replication) return standby.cluster;
  replication.standby = standby;
  await catchUp(room, { cluster: standby.cluster, place: replica.place }, replication, room.world.clock.now());
  return standby.cluster;
}
