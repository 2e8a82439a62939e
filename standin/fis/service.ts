/** The stand-in's FIS: every operation it serves, by name. */
import type { Call, Service } from '../service';
import { catalogueOf } from './actions/catalogue';
import { actionOperations } from './actions/operations';
import { pauseReplication } from './actions/pause-replication';
import { rebootDatabases } from './actions/reboot-databases';
import { wait } from './actions/wait';
import { Experiments, type Laboratory } from './experiments/experiments';
import { experimentOperations } from './experiments/operations';
import { taggedExperiments } from './tagged-resources';
import { tagOperations } from './tags';
import { templateOperations } from './templates/operations';
import { Templates } from './templates/templates';

export function fisService(ground: Omit<Laboratory, 'catalogue'>): Service {
  const { world, access, alarms, s3, rds } = ground;
  const catalogue = catalogueOf([pauseReplication(s3, access), rebootDatabases(rds, access), wait]);
  const templates = new Templates(world.journal);
  const experiments = new Experiments({ ...ground, catalogue });
  return {
    operations: {
      ...actionOperations(catalogue),
      ...templateOperations(templates, world, { catalogue, alarms }),
      ...experimentOperations(experiments, templates),
      ...tagOperations(templates, experiments),
    },
    tagged: taggedExperiments(templates, experiments),
    authorize: (operation, input, call) => {
      for (const resource of resourcesOf(operation, input, call)) access.require({ caller: call.caller, action: `fis:${operation}`, resource });
    },
  };
}

interface Named {
  id?: string;
  experimentId?: string;
  experimentTemplateId?: string;
  resourceArn?: string;
  actions?: Record<string, { actionId?: string } | null>;
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsfaultinjectionservice.html */
function resourcesOf(operation: string, input: Named, { caller, region }: Call): string[] {
  const arn = (rest: string): string => `arn:aws:fis:${region}:${caller.accountId}:${rest}`;
  if (operation.startsWith('List') && input.resourceArn === undefined && input.experimentId === undefined) return ['*'];
  if (input.resourceArn !== undefined) return [input.resourceArn];
  if (operation === 'GetAction') return [arn(`action/${input.id}`)];
  if (operation === 'CreateExperimentTemplate') return [arn('experiment-template/*'), ...Object.values(input.actions ?? {}).map((action) => arn(`action/${action?.actionId}`))];
  if (operation === 'StartExperiment') return [arn(`experiment-template/${input.experimentTemplateId}`), arn('experiment/*')];
  if (operation.endsWith('Template')) return [arn(`experiment-template/${input.id}`)];
  return [arn(`experiment/${input.id ?? input.experimentId}`)];
}
