/** A FIS template becomes an experiment: who acts, on what, and what stops it are filled in, the rest stands as it is written. */
import type { FisTemplate } from '../aws/fis';
import { drillTagKey } from '../aws/inventory/drill-tag';
import type { Owner } from '../aws/inventory/owner';
import type { Services } from '../aws/services';
import type { UndoArguments } from '../drill/undo';
import { Compromised } from '../measure/endings';
import type { Ground } from './experiment';

/** What a template in `fis/` leaves to the drill. */
export interface FisGround {
  region: string;
  role: string;
  /** The name of the alarm that stops the experiment. */
  stopAlarm: string;
  /** Tags that find the drill's own resources and no others, by the name of the target in the template. */
  targets: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** By the name of the action, parameters that are this drill's own. */
  parameters: Readonly<Record<string, Readonly<Record<string, string>>>>;
  tags: Readonly<Record<string, string>>;
  owner: Owner;
  /** Names the experiment within the drill: a second start with it is no second experiment. */
  experiment: string;
}

/**
 * Files its undo, then starts an experiment by a template of `fis/` and answers its id.
 * Throws Compromised, with nothing begun, where there is no alarm that would stop it.
 */
export async function startFis({ services, undo, seed }: Ground, template: FisTemplate, ground: FisGround): Promise<string> {
  const { region, tags, owner } = ground;
  const stopAlarm = await services.alarms(region).arn(ground.stopAlarm);
  if (stopAlarm === undefined) throw new Compromised(`There is no alarm ${ground.stopAlarm} that would stop the experiment, so it is not begun. Provision it first.`);
  const token = `${owner.drill}-${seed}-${ground.experiment}`.replace(/[^\w.-]/g, '-');
  undo.file({
    action: 'stop-fis-experiments',
    does: `Stops what FIS does for the drill in ${region}, and deletes its templates.`,
    arguments: whatIsStopped(region, tags),
  });
  const fis = services.fis(region);
  const id = await fis.createTemplate(filledIn(template, { ...ground, stopAlarm }), `${token}-template`);
  return fis.start(id, `${token}-experiment`, tags);
}

function filledIn(template: FisTemplate, { role, stopAlarm, targets, parameters, tags }: FisGround): FisTemplate {
  const filledTargets = Object.entries(template.targets ?? {}).map(([name, target]) => [name, { ...target, resourceTags: { ...targets[name] } }]);
  const filledActions = Object.entries(template.actions ?? {}).map(([name, action]) => [name, { ...action, parameters: { ...action.parameters, ...parameters[name] } }]);
  return {
    ...template,
    roleArn: role,
    stopConditions: [{ source: 'aws:cloudwatch:alarm', value: stopAlarm }],
    // Entries of a record make a record of the same kind.
    targets: Object.fromEntries(filledTargets) as FisTemplate['targets'],
    actions: Object.fromEntries(filledActions) as FisTemplate['actions'],
    tags: { ...tags },
  };
}

/** Arguments for stopFisExperiments: all that carries the drill's tag. */
export function whatIsStopped(region: string, tags: FisGround['tags']): { region: string; drill: string } {
  return { region, drill: tags[drillTagKey] ?? '' };
}

/** Undo action `stop-fis-experiments`. */
export async function stopFisExperiments(services: Services, args: UndoArguments): Promise<'done' | 'nothing left to do'> {
  // Arguments are those of whatIsStopped.
  const { region, drill } = args as { region: string; drill: string };
  const fis = services.fis(region);
  const [experiments, templates] = [await fis.experimentsTagged(drillTagKey, drill), await fis.templatesTagged(drillTagKey, drill)];
  for (const id of experiments) await fis.stop(id);
  for (const id of templates) await fis.deleteTemplate(id);
  return experiments.length + templates.length > 0 ? 'done' : 'nothing left to do';
}
