/** Roles that AWS's services take on in a drill, made and taken back with it. */
import type { ServiceRole } from '../aws/roles';
import type { Services } from '../aws/services';
import type { UndoArguments } from '../drill/undo';
import type { Ground } from './ground';

/** Creates the role and answers its ARN. Role names have 64 characters at most. */
export async function createRole(ground: Ground, region: string, role: ServiceRole): Promise<string> {
  ground.undo.file({ action: 'delete-role', does: `Deletes the role that ${role.service} takes on in the drill.`, arguments: { region, name: role.name } });
  return ground.services.roles(region).create(role);
}

/** Undo action `delete-role`. */
export async function deleteRole(services: Services, args: UndoArguments): Promise<'done' | 'nothing left to do'> {
  // Arguments come from our own undo entries, written by createRole.
  const { region, name } = args as { region: string; name: string };
  return (await services.roles(region).delete(name)) ? 'done' : 'nothing left to do';
}
