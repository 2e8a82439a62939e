/** The primary of a Multi-AZ database is rebooted with failover: the standby in another zone takes over. */
import type { DatabaseTarget, FaultGround } from '../aws/resources';
import { Compromised } from '../measure/endings';
import type { Experiment } from './experiment';
import template from './fis/database-failover.json';
import { startFis, stopFisExperiments } from './from-fis';

export const databaseFailover: Experiment<DatabaseTarget> = {
  name: 'database-failover',
  does: 'Takes the primary of a Multi-AZ database away, by the action aws:rds:reboot-db-instances of FIS with failover.',
  target: 'database',
  blastRadius: 'One database, which answers nobody for a minute or two.',
  permissions: ['fis:CreateExperimentTemplate', 'fis:StartExperiment', 'fis:StopExperiment', 'fis:DeleteExperimentTemplate', 'iam:PassRole'],
  undo: { 'stop-fis-experiments': stopFisExperiments },

  async inject(ground, target) {
    const { region, owner, tags } = target;
    const fault = faultOf(target);
    await startFis(ground, template, {
      region,
      role: fault.roleArn,
      stopAlarm: fault.stopAlarm,
      targets: { database: tags },
      parameters: {},
      tags,
      owner,
      experiment: 'database-failover',
    });
  },

  /** FIS says that an action completed; a service that gets no answer says that it did something. */
  async landed(_ground, { sql }) {
    return sql.query('SELECT 1').then(
      () => ({ good: false, saw: 'the database answers' }),
      (error: Error) => ({ good: true, saw: error.message }),
    );
  },
};

function faultOf({ identifier, fault }: DatabaseTarget): FaultGround {
  if (fault) return fault;
  throw new Compromised(`The experiment "database-failover" needs a standby in another zone, and ${identifier} has none. Give it multiAz in the plan.`);
}
