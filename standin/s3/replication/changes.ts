/** Where a change of a version's tags, lock or ACL has to go: https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-for-metadata-changes.html */
import type { Bucket } from '../buckets/bucket';
import type { Delivery, Version } from '../keys/version';
import type { S3State } from '../state';
import { lagOf } from './lag';
import { destinationOf, rulesAbout, takesReplicaChanges } from './configuration/rules';

/** Deliveries by destination bucket. What is on its way already brings the change along when it arrives. */
export function deliveriesOfChange(state: S3State, bucket: Bucket, key: string, version: Version, what: Delivery['what']): Readonly<Record<string, Delivery>> {
  const before = version.replication;
  if (!bucket.settings.replication || !before || version.kind !== 'object') return {};
  const since = state.now();
  const deliveries: Record<string, Delivery> = {};
  for (const [destination, rule] of rulesOfChange(bucket, key, version)) {
    const delivery = before.destinations?.[destination];
    const neverArrived = delivery?.status === 'FAILED' && delivery.what === 'version';
    if (delivery?.status === 'PENDING' || neverArrived) continue;
    const lag = lagOf(state.world, 0, bucket.name, key, version.id, destination, what, since.toString());
    deliveries[destination] = { rule, status: 'PENDING', what, since, dueAt: since.plus(lag) };
  }
  return deliveries;
}

/** The ids of rules by destination: those about the version as it is now, or else those by which it went there in the first place. */
function rulesOfChange(bucket: Bucket, key: string, version: Version): [string, string][] {
  const tags = version.kind === 'object' ? version.tags : [];
  const configuration = bucket.settings.replication ?? { Role: undefined, Rules: [] };
  const about = rulesAbout(configuration, key, tags);
  if (version.replication?.replica) return [...about].filter(([, rule]) => takesReplicaChanges(rule)).map(([name, { ID = '' }]) => [name, ID]);
  return Object.entries(version.replication?.destinations ?? {}).flatMap(([name, { rule: first }]): [string, string][] => {
    const still = configuration.Rules?.find((rule) => rule.ID === first && rule.Status === 'Enabled' && destinationOf(rule) === name);
    const id = (about.get(name) ?? still)?.ID;
    return id === undefined ? [] : [[name, id]];
  });
}
