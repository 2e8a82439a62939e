/** Before the first action: the role is taken on, and targets are looked up, once for the whole experiment. */
import { resolve } from '../targets/resolve';
import type { Experiment } from './experiment';
import type { Experiments } from './experiments';
import { roleOf } from './role';
import { fail } from './run';

export function initiate(experiments: Experiments, begun: Experiment): void {
  if (begun.status !== 'pending') return;
  const { laboratory } = experiments;
  const experiment = experiments.keep({ ...begun, status: 'initiating', reason: 'Experiment is initiating.' });
  if (!roleOf(laboratory, experiment)) {
    fail(experiments, experiment, { code: 'UnauthorizedOperation', location: 'roleArn', reason: `Unable to assume the role ${experiment.plan.roleArn}: it does not exist, or does not trust fis.amazonaws.com.` });
    return;
  }
  const { accountId, region, plan } = experiment;
  const place = (name: string): Parameters<typeof resolve>[1] => ({ accountId, region, key: `${experiment.arn}/${name}` });
  const resolved = Object.fromEntries(Object.entries(plan.targets).map(([name, target]) => [name, resolve(target, place(name), { s3: laboratory.s3, rds: laboratory.rds, chance: laboratory.world.chance })]));
  const empty = Object.keys(plan.targets).find((name) => resolved[name]?.length === 0 && plan.emptyTargets === 'fail');
  if (empty !== undefined) {
    fail(experiments, { ...experiment, resolved }, { code: 'InvalidTarget', location: empty, reason: 'Target resolution returned empty set.' });
    return;
  }
  experiments.later(experiments.keep({ ...experiment, resolved }), 'run', 'fis.run');
}
