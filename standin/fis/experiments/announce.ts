/** Tells the default event bus of an experiment's new state. */
import type { Laboratory } from './experiments';
import type { Experiment } from './experiment';

/** https://docs.aws.amazon.com/fis/latest/userguide/monitoring-eventbridge.html */
export function announce({ buses, world }: Laboratory, experiment: Experiment, before: Experiment | undefined): void {
  const { accountId, region, id, arn, templateId } = experiment;
  buses.put({
    accountId,
    region,
    source: 'aws.fis',
    detailType: 'FIS Experiment State Change',
    resources: [arn],
    detail: {
      'experiment-id': id,
      'experiment-template-id': templateId,
      'new-state': stateOf(experiment),
      ...(before && { 'old-state': stateOf(before) }),
    },
    time: world.clock.now(),
  });
}

function stateOf({ status, reason = '' }: Experiment): object {
  return { status, reason };
}
