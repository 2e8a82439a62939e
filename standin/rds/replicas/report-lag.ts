/** The metric ReplicaLag of a read replica: each minute, and as long as it is one. */
import { Duration } from '../../../time/duration';
import type { Instance } from '../instance';
import type { Room } from '../room';
import { lagOf } from './replication';

const every = Duration.minutes(1);

/** Source: the user guide's page on CloudWatch metrics of RDS. */
export function reportLag(room: Room, replica: Instance): void {
  const { place: { accountId, region }, identifier, cluster, replication, status } = replica;
  if (!replication || status === 'deleting' || status === 'failed') return;
  if (cluster?.address) {
    room.metrics.put({
      accountId, region, namespace: 'AWS/RDS', name: 'ReplicaLag', dimensions: { DBInstanceIdentifier: identifier },
      value: lagOf(room, replication).seconds, unit: 'Seconds', at: room.world.clock.now(),
    });
  }
  room.next(room.world.clock.now().plus(every), replica, { do: 'report-lag' });
}
