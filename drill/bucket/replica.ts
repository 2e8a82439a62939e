/** A bucket's replica: whether it follows, who is told when it does not, and how it takes over. */
import type { ReplicaResource } from '../../aws/resources';
import { type ListedObject, quietly } from '../../aws/s3/s3';
import type { Seen } from '../../measure/seen';
import type { ReplicaPromise } from '../../plan/plan';
import type { Instant } from '../../time/instant';
import { type Drill, PlanFellShort } from '../drill';
import { isQuiet } from '../quiet-alarm';
import type { Compared, Replica, Subject } from '../subject';
import type { Bucket } from './bucket';
import { witnessPrefix } from './witness-objects';

export class BucketReplica implements Replica {
  readonly #bucket: Bucket;
  readonly #resource: ReplicaResource;

  constructor(
    bucket: Bucket,
    readonly promise: ReplicaPromise,
    resource: ReplicaResource,
  ) {
    this.#bucket = bucket;
    this.#resource = resource;
  }

  /**
   * Good when the replica holds whatever the bucket held at `upTo`, and, witnesses aside, nothing else: witnesses come and go meanwhile.
   * Null when there is nothing to compare.
   */
  async follows(upTo: Instant): Promise<Compared> {
    const { resource, services } = this.#bucket;
    const source = await services.s3(resource.region).listing(resource.bucket, '', quietly);
    const copy = new Map((await services.s3(this.#resource.region).listing(this.#resource.bucket, '', quietly)).map((object) => [object.key, object]));
    const due = source.filter(({ lastModified }) => !lastModified.isAfter(upTo));
    const lacking = due.filter(({ key, etag }) => copy.get(key)?.etag !== etag);
    const known = new Set(source.map(({ key }) => key));
    const extra = [...copy.keys()].filter((key) => !key.startsWith(witnessPrefix) && !known.has(key));
    const saw = `${due.length - lacking.length} of ${due.length} objects are the same, ${extra.length} are in the replica alone${example(lacking)}`;
    return { good: due.length === 0 ? null : lacking.length === 0 && extra.length === 0, saw, compared: due.length };
  }

  /** Good while the alarm on the replication says that it follows; null while it cannot tell. */
  alarmIsQuiet(): Promise<Seen> {
    return isQuiet(this.#bucket.services, this.#resource.region, this.#resource.lagAlarm);
  }

  /** From now on the service reads from and writes to the replica. Answers with the last instant at which it cannot have. Throws PlanFellShort where there is none. */
  async takeOver(drill: Drill, subject: Subject): Promise<Instant> {
    const asked = drill.clock.now();
    const { region, bucket } = this.#resource;
    const there = await this.#bucket.services.s3(region).exists(bucket);
    drill.look({ subject: `replica of ${subject.component.name}`, good: there, saw: there ? `${bucket} answers in ${region}` : `there is no ${bucket} in ${region}`, provesData: false });
    if (!there) throw new PlanFellShort(`There is no ${bucket} in ${region}, so nothing can serve in place of "${subject.component.name}".`);
    drill.mark(subject, 'resource-ready', { notBefore: asked, notAfter: drill.clock.now() });
    const last = drill.clock.now();
    this.#bucket.serveFrom({ region, bucket });
    return last;
  }
}

function example([first]: readonly ListedObject[]): string {
  return first ? ` (${first.key} is not)` : '';
}
