/** Amazon RDS for PostgreSQL, on real servers. */
import type { Access } from '../access/access';
import { operation, type Operations, type Service } from '../service';
import { rdsAuthorizer } from './authorize';
import { deleteAutomatedBackup, describeAutomatedBackups } from './backups/automated-backups';
import { restoreFromSnapshot } from './backups/restore-from-snapshot';
import { restoreToPointInTime } from './backups/restore-to-point-in-time';
import { describeCertificates } from './certificates';
import { actsOf } from './durable/acts';
import { revive } from './durable/revive';
import { describeEvents } from './events';
import { createInstance } from './instances/create-instance';
import { deleteInstance } from './instances/delete-instance';
import { describeInstances } from './instances/describe-instances';
import { cutRegion } from './instances/endpoint';
import { modifyInstance } from './instances/modify-instance';
import { rebootInstance, startInstance, stopInstance } from './instances/power';
import { createReadReplica } from './replicas/create-replica';
import { promoteReadReplica } from './replicas/promote-replica';
import { catchUpAll } from './replicas/replication';
import { startBackupReplication, stopBackupReplication } from './replicated-backups/operations';
import { watchKeys } from './keys/lost-keys';
import { parameterGroupOperations } from './parameters/group-operations';
import { parameterOperations } from './parameters/parameter-operations';
import type { Room } from './room';
import { copySnapshot } from './snapshots/copy-snapshot';
import { describeSnapshots } from './snapshots/describe-snapshots';
import { describeSnapshotAttributes, modifySnapshotAttribute } from './snapshots/snapshot-attributes';
import { createSnapshot, deleteSnapshot } from './snapshots/snapshots';
import { subnetGroupOperations } from './subnets/operations';
import { networkUsage } from './subnets/placement';
import { taggedRds } from './tagged-resources';
import { addTags, listTags, removeTags } from './tags';

/** What it starts is ended by `close`, or by the world's keeper. */
export function rdsService(room: Room, access: Access): Service {
  room.acts = actsOf(room);
  room.world.outages.onLoss((region) => cutRegion(room, region));
  room.subnetGroups.network.watch(networkUsage(room));
  watchKeys(room);
  room.world.beforeJump(async (to) => {
    const noted = await notePositions(room);
    const arrived = await catchUpAll(room, to);
    if (noted || arrived) room.save();
  });
  return {
    authorize: rdsAuthorizer(access),
    operations: onRecord(room, {
      CreateDBInstance: operation(createInstance(room)),
      DescribeDBInstances: operation(describeInstances(room)),
      ModifyDBInstance: operation(modifyInstance(room)),
      RebootDBInstance: operation(rebootInstance(room)),
      StopDBInstance: operation(stopInstance(room)),
      StartDBInstance: operation(startInstance(room)),
      DeleteDBInstance: operation(deleteInstance(room)),
      CreateDBInstanceReadReplica: operation(createReadReplica(room)),
      PromoteReadReplica: operation(promoteReadReplica(room)),
      CreateDBSnapshot: operation(createSnapshot(room)),
      DescribeDBSnapshots: operation(describeSnapshots(room)),
      DeleteDBSnapshot: operation(deleteSnapshot(room)),
      CopyDBSnapshot: operation(copySnapshot(room)),
      ModifyDBSnapshotAttribute: operation(modifySnapshotAttribute(room)),
      DescribeDBSnapshotAttributes: operation(describeSnapshotAttributes(room)),
      RestoreDBInstanceFromDBSnapshot: operation(restoreFromSnapshot(room)),
      RestoreDBInstanceToPointInTime: operation(restoreToPointInTime(room)),
      DescribeDBInstanceAutomatedBackups: operation(describeAutomatedBackups(room)),
      DeleteDBInstanceAutomatedBackup: operation(deleteAutomatedBackup(room)),
      StartDBInstanceAutomatedBackupsReplication: operation(startBackupReplication(room)),
      StopDBInstanceAutomatedBackupsReplication: operation(stopBackupReplication(room)),
      AddTagsToResource: operation(addTags(room)),
      RemoveTagsFromResource: operation(removeTags(room)),
      ListTagsForResource: operation(listTags(room)),
      ...parameterGroupOperations(room),
      ...parameterOperations(room),
      ...subnetGroupOperations(room),
      DescribeCertificates: operation(describeCertificates()),
      DescribeEvents: operation(describeEvents(room)),
    }),
    tagged: taggedRds(room),
    open: () => revive(room),
    close: () => endServers(room),
  };
}

/** What an operation changed is on record before its answer is out, also where it is refused half way. */
function onRecord(room: Room, operations: Operations): Operations {
  const recorded = Object.entries(operations).map(([name, handle]): [string, Operations[string]] => [
    name,
    async (input, call) => {
      try {
        return await handle(input, call);
      } finally {
        room.save();
      }
    },
  ]);
  return Object.fromEntries(recorded);
}

/** Where their data is thrown away with the world they need write nothing out. */
async function endServers(room: Room): Promise<void> {
  const how = room.world.journal.keeps ? 'SIGINT' : 'SIGQUIT';
  await Promise.all([...room.instances()].flatMap(({ cluster, standby }) => [cluster, standby?.cluster]).map(async (server) => server?.stop(how)));
}

/** Before an instant is over, notes where the logs of the databases that were talked to stand: that is what the instant left behind. Answers whether there were any. */
async function notePositions(room: Room): Promise<boolean> {
  const now = room.world.clock.now();
  let noted = false;
  for (const { cluster, backup, standby, positions, replicas } of room.instances()) {
    if (!cluster?.address || !(backup || standby?.catchUp) || !cluster.takeDirty()) continue;
    noted = true;
    await room.survive(cluster, async () => {
      if (backup) await backup.note(cluster, now);
      else positions.note(now, await cluster.logEnd());
      // Replicas are handed what is on the disk.
      if (replicas.size > 0) await cluster.flushLog();
    });
  }
  return noted;
}
