/** aws:rds:reboot-db-instances: databases are restarted, or fail over to their standbys. */
import { AwsError } from '../../aws-error';
import type { Access } from '../../access/access';
import { Duration } from '../../../time/duration';
import { checkReboot, reboot } from '../../rds/instances/power';
import type { Instance } from '../../rds/instance';
import type { Room } from '../../rds/room';
import { validation } from '../refusals';
import { ActionFailed, type ActionKind, type Begun, type Parameter } from './kind';

const forceFailover: Parameter = {
  description: 'Whether the databases are to fail over to their standbys: true or false, which it is when not given.',
  required: false,
  check: (value) => {
    if (value !== 'true' && value !== 'false') throw validation(`The value "${value}" of the parameter "forceFailover" is neither true nor false.`);
  },
};

/** It is over once the databases were told to. https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html#reboot-db-instances */
export function rebootDatabases(room: Room, access: Access): ActionKind {
  return {
    id: 'aws:rds:reboot-db-instances',
    description: 'Reboots the databases, or has them fail over.',
    parameters: { forceFailover },
    targets: { DBInstances: 'aws:rds:db' },
    lasts: () => Duration.zero,
    begin: ({ caller, parameters, resources }) => {
      const failsOver = parameters.forceFailover === 'true';
      const instances = (resources.DBInstances ?? []).map((arn) => permitted(room, access, arn, caller));
      // All are looked at before the first one goes down, so that an action is done whole or not at all.
      for (const instance of instances) check(instance, failsOver);
      for (const instance of instances) start(room, instance, failsOver);
    },
    end: () => undefined,
  };
}

function permitted(room: Room, access: Access, arn: string, caller: Begun['caller']): Instance {
  const [, , , region = '', accountId = '', , name = ''] = arn.split(':');
  const instance = room.place(accountId, region).instances.get(name);
  if (!instance) throw new ActionFailed(`The DB instance ${arn} does not exist.`);
  if (!access.allows({ caller, action: 'rds:RebootDBInstance', resource: arn })) {
    throw new ActionFailed(`Unauthorized to perform action: the experiment's role may not do rds:RebootDBInstance on ${arn}.`);
  }
  return instance;
}

function check(instance: Instance, failsOver: boolean): void {
  try {
    checkReboot(instance, failsOver);
  } catch (error) {
    if (error instanceof AwsError) throw new ActionFailed(error.message);
    throw error;
  }
}

/** What takes real time is waited for before time goes on. */
function start(room: Room, instance: Instance, failsOver: boolean): void {
  const rebooting = reboot(room, instance, failsOver);
  rebooting.catch(() => undefined);
  room.world.clock.schedule(room.world.clock.now(), () => rebooting);
}
