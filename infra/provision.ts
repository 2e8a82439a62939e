/** Makes real what the plan promises for a component, whatever its kind. */
import type { UndoAction } from '../drill/undo';
import type { Component } from '../plan/plan';
import { deleteAlarm } from './watching/alarms';
import { type ProvisionedBucket, provisionBucket } from './bucket/bucket';
import { type ProvisionedDatabase, provisionDatabase } from './database/database';
import { deleteDatabases } from './database/database-life';
import { deleteSecret } from './database/database-login';
import { deleteTrail } from './watching/deletion-trail';
import { deleteFunction, type ProvisionedFunction, provisionFunction } from './function/function';
import type { Ground } from './ground';
import { deleteBucket } from './bucket/own-bucket';
import { deleteRole } from './roles';
import { type ProvisionedServer, provisionServer } from './server/server';
import { deleteSecurityGroup, deleteServers } from './server/server-life';
import { deleteZone } from './service-name';
import { deleteBackupPlan, deleteVault } from './vault';

export function provision(ground: Ground, component: Component): Promise<ProvisionedDatabase | ProvisionedBucket | ProvisionedFunction | ProvisionedServer> {
  switch (component.kind) {
    case 'database':
      return provisionDatabase(ground, component);
    case 'bucket':
      return provisionBucket(ground, component);
    case 'function':
      return provisionFunction(ground, component);
    case 'server':
      return provisionServer(ground, component);
  }
}

/** How what provisioning makes is taken back. */
export const provisionUndo: Readonly<Record<string, UndoAction>> = {
  'delete-databases': deleteDatabases,
  'delete-secret': deleteSecret,
  'delete-bucket': deleteBucket,
  'delete-function': deleteFunction,
  'delete-servers': deleteServers,
  'delete-security-group': deleteSecurityGroup,
  'delete-role': deleteRole,
  'delete-alarm': deleteAlarm,
  'delete-backup-plan': deleteBackupPlan,
  'delete-vault': deleteVault,
  'delete-zone': deleteZone,
  'delete-trail': deleteTrail,
};
