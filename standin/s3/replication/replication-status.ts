/** What the deliveries of a version come to: https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-status.html */
import type { Delivery, Replication } from '../keys/version';

/** With these deliveries in place of those of the same destinations. */
export function withDeliveries(before: Replication | undefined, deliveries: Readonly<Record<string, Delivery>>): Replication {
  const destinations = { ...before?.destinations, ...deliveries };
  const statuses = new Set(Object.values(destinations).map(({ status }) => status));
  const settled = before?.replica ? 'REPLICA' : 'COMPLETED';
  // One that has failed is told of at once; all have to arrive before any success is.
  const status = statuses.has('FAILED') ? 'FAILED' : statuses.has('PENDING') ? 'PENDING' : settled;
  return { ...before, status, destinations };
}
