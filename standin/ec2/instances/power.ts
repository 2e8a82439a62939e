/** StartInstances, StopInstances, RebootInstances and TerminateInstances: all of the instances that a call names, or none. */
import type {
  InstanceStateChange, RebootInstancesRequest, StartInstancesRequest, StartInstancesResult, StopInstancesRequest, StopInstancesResult, TerminateInstancesRequest, TerminateInstancesResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../aws-error';
import type { Operations } from '../../service';
import { served } from '../requests';
import { publicAddress } from './reach/addresses';
import { stateAnswer } from './answer';
import { checkState, findInstances } from './find';
import type { Instances } from './instances';
import { reboot, start, stop, terminate } from './lifecycle';
import type { Instance } from './rows';

export function powerOperations(instances: Instances): Operations {
  return {
    StartInstances: served<StartInstancesRequest, StartInstancesResult>(['InstanceIds'], (input, where) => {
      const named = findInstances(instances, where, input.InstanceIds);
      for (const one of named) checkState(one, ['stopped', 'pending', 'running'], 'started');
      const begin = (one: Instance): Instance =>
        one.state === 'stopped' ? start(instances, one, one.wantsPublicIp ? publicAddress(instances, one.id, one.turn + 1) : undefined) : one;
      return () => ({ StartingInstances: named.map((one) => change(one, begin(one))) });
    }),
    StopInstances: served<StopInstancesRequest, StopInstancesResult>(['InstanceIds', 'Force'], (input, where) => {
      const named = findInstances(instances, where, input.InstanceIds);
      for (const one of named) checkState(one, ['running', 'stopping', 'stopped'], 'stopped');
      const end = async (one: Instance): Promise<Instance> => (one.state === 'running' ? stop(instances, one, input.Force ?? false) : one);
      return async () => ({ StoppingInstances: await Promise.all(named.map(async (one) => change(one, await end(one)))) });
    }),
    RebootInstances: served<RebootInstancesRequest, object>(['InstanceIds'], (input, where) => {
      const named = findInstances(instances, where, input.InstanceIds);
      for (const one of named) checkState(one, ['running'], 'rebooted');
      return async () => {
        await Promise.all(named.map((one) => reboot(instances, one)));
        return {};
      };
    }),
    TerminateInstances: served<TerminateInstancesRequest, TerminateInstancesResult>(['InstanceIds'], (input, where) => {
      const named = findInstances(instances, where, input.InstanceIds);
      for (const { id, state, protectedFromTermination } of named) {
        if (!protectedFromTermination || state === 'terminated' || state === 'shutting-down') continue;
        throw new AwsError('OperationNotPermitted', `The instance '${id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`);
      }
      const end = async (one: Instance): Promise<Instance> => (one.state === 'terminated' || one.state === 'shutting-down' ? one : terminate(instances, one));
      return async () => ({ TerminatingInstances: await Promise.all(named.map(async (one) => change(one, await end(one)))) });
    }),
  };
}

function change(before: Instance, { state }: Instance): InstanceStateChange {
  return { InstanceId: before.id, PreviousState: stateAnswer(before.state), CurrentState: stateAnswer(state) };
}
