/** CreateDBInstance: a new PostgreSQL server with its master user and database. */
import type { CreateDBInstanceCommandInput, CreateDBInstanceCommandOutput } from '@aws-sdk/client-rds';
import { PostgresCluster } from '../../planes/postgres/cluster';
import type { Call } from '../../service';
import { instanceAnswer } from '../answers/instance-answer';
import { prepareToIgnoreDamage } from '../mischief/ignored-damage';
import type { Instance } from '../instance';
import { instanceIdentifier } from '../names';
import { identify } from '../parameters/apply';
import { refusals } from '../refusals';
import type { Room } from '../room';
import { onlyServed } from '../served';
import { readTags } from '../tags';
import { assertFree, enter, nextResourceId } from './bring-up';
import { encryption } from '../keys/encryption';
import { databaseName, makeMasterUser, masterPassword, masterUsername } from './master-user';
import { askedMembers, assertEngine, newSettings } from './new-settings';

const served = [
  ...askedMembers, 'DBInstanceIdentifier', 'Engine', 'EngineVersion', 'DBName', 'MasterUsername', 'MasterUserPassword', 'StorageEncrypted', 'KmsKeyId',
];

export function createInstance(room: Room) {
  return async (input: CreateDBInstanceCommandInput, call: Call): Promise<Omit<CreateDBInstanceCommandOutput, '$metadata'>> => {
    onlyServed(input, served);
    const place = room.place(call.caller.accountId, call.region);
    const identifier = instanceIdentifier(input.DBInstanceIdentifier);
    if (!input.Engine) throw refusals.missing('Engine');
    assertEngine(input.Engine, input.EngineVersion);
    if (!input.DBInstanceClass) throw refusals.missing('DBInstanceClass');
    if (input.AllocatedStorage === undefined) throw refusals.missing('AllocatedStorage');
    const user = { name: masterUsername(input.MasterUsername), password: masterPassword(input.MasterUserPassword), database: databaseName(input.DBName) };
    const tags = readTags(input.Tags);
    assertFree(place, identifier);

    const resourceId = nextResourceId(room, place);
    const basis = {
      masterUsername: user.name,
      databaseName: user.database,
      ...encryption(room, input, call),
      instanceClass: input.DBInstanceClass,
      allocatedStorage: input.AllocatedStorage,
      storageType: 'gp2',
      port: 5432,
      backupRetentionDays: 1,
    };
    const settings = newSettings(input, basis, { ...place, room, resourceId });
    const instance = enter(room, place, resourceId, identifier, settings, tags);
    room.later('rds.create', [resourceId], instance, {
      do: 'bring-up', origin: { from: 'nothing', user }, category: 'creation', done: 'DB instance created', failed: 'failed',
    });
    return { DBInstance: instanceAnswer(room, instance, call) };
  };
}

/** The server of a new instance, with nothing in it but its master user and its database. */
export async function makeFresh(room: Room, instance: Instance, user: { name: string; password: string; database?: string }): Promise<PostgresCluster> {
  const cluster = await PostgresCluster.create(await room.ground(), room.world.keeper, room.freshDirectory('data'));
  await identify(room, instance, cluster.directory);
  await cluster.start();
  if (room.world.mischief.has('ignored-damage')) await prepareToIgnoreDamage(cluster);
  await makeMasterUser(cluster, user);
  return cluster;
}
