/** DescribeDBInstances: one by name, or those that filters let through. */
import type { DescribeDBInstancesCommandInput, DescribeDBInstancesCommandOutput } from '@aws-sdk/client-rds';
import type { Call } from '../../service';
import { filter } from '../answers/filters';
import { instanceAnswer } from '../answers/instance-answer';
import { page } from '../answers/paging';
import type { Instance } from '../instance';
import { arnOf } from '../names';
import type { Room } from '../room';
import { findInstance } from './find';

const properties: Record<string, (instance: Instance) => string[]> = {
  'db-instance-id': ({ identifier, place }) => [identifier, arnOf(place, 'db', identifier)],
  'dbi-resource-id': ({ resourceId }) => [resourceId],
  'db-cluster-id': () => [],
  domain: () => [],
  engine: () => ['postgres'],
};

export function describeInstances(room: Room) {
  return async (input: DescribeDBInstancesCommandInput, call: Call): Promise<Omit<DescribeDBInstancesCommandOutput, '$metadata'>> => {
    const place = room.place(call.caller.accountId, call.region);
    const wanted = filter(input.Filters, properties);
    const named = input.DBInstanceIdentifier ? [findInstance(place, input.DBInstanceIdentifier)] : [...place.instances.values()];
    const all = named.filter(wanted).sort((a, b) => (a.identifier < b.identifier ? -1 : 1));
    const { items, marker } = page(all, input);
    return { DBInstances: items.map((instance) => instanceAnswer(room, instance, call)), Marker: marker };
  };
}
