/** Finding the instances that a call names: in its caller's account and region. */
import { AwsError } from '../../aws-error';
import type { Whereabouts } from '../../whereabouts';
import { refusals } from '../refusals';
import type { Instances } from './instances';
import type { Instance } from './rows';

/** Throws MissingParameter, InvalidInstanceID.Malformed and InvalidInstanceID.NotFound. */
export function findInstance(instances: Instances, where: Whereabouts, id: string | undefined): Instance {
  if (!id) throw refusals.missing('InstanceId');
  const [instance] = findInstances(instances, where, [id]);
  if (!instance) throw unknown([id]);
  return instance;
}

/** All of them, or none. Throws as `findInstance`. */
export function findInstances(instances: Instances, where: Whereabouts, ids: readonly string[] | undefined): Instance[] {
  if (!ids?.length) throw refusals.missing('InstanceId');
  for (const id of ids) if (!/^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) throw refusals.malformed('InvalidInstanceID', id, 'i');
  const own = new Map(instances.of(where).map((instance) => [instance.id, instance]));
  const missing = ids.filter((id) => !own.has(id));
  if (missing.length > 0) throw unknown(missing);
  return [...new Set(ids)].flatMap((id) => own.get(id) ?? []);
}

function unknown(ids: readonly string[]): AwsError {
  const named = ids.length === 1 ? `ID '${ids[0]}' does` : `IDs '${ids.join(', ')}' do`;
  return refusals.notFound('InvalidInstanceID', `The instance ${named} not exist`);
}

/** Throws IncorrectInstanceState. */
export function checkState({ id, state }: Instance, allowed: readonly Instance['state'][], verb: string): void {
  if (allowed.includes(state)) return;
  throw new AwsError('IncorrectInstanceState', `The instance '${id}' is not in a state from which it can be ${verb}.`);
}
