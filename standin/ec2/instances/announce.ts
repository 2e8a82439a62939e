/** What EC2 tells EventBridge of an instance: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-instance-state-changes.html */
import type { Instances } from './instances';
import { type Instance, instanceArn } from './rows';

export function announceState({ storage, world }: Instances, instance: Instance): void {
  const { accountId, region, id, state } = instance;
  const detail = { 'instance-id': id, state };
  const event = { accountId, region, source: 'aws.ec2', detailType: 'EC2 Instance State-change Notification', resources: [instanceArn(instance)], detail };
  storage.neighbours.buses.put({ ...event, time: world.clock.now() });
}
