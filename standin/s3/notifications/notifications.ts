/** Tells topics and EventBridge what happens to objects, as their bucket's configuration asks. */
import type { Instant } from '../../../time/instant';
import { Errands } from '../../durable/errands';
import type { ServiceEvent } from '../../events/event-buses';
import type { Call } from '../../service';
import { draw } from '../../timings';
import type { Bucket } from '../buckets/bucket';
import type { Happening } from '../happenings';
import type { S3State } from '../state';
import { bridgeEvent } from './bridge-event';
import { publisher } from './checked-configuration';
import { asksFor } from './event-names';
import { eventRecord } from './event-record';
import { fits, keyFilterOf } from './key-filter';

/** What is on its way; plain data. */
type Notice = { event: ServiceEvent } | { topicArn: string; from: ReturnType<typeof publisher>; message: string };

const table = 's3.notifications';

export class Notifications {
  readonly #notices: Errands<Notice>;
  #count: number;

  constructor(private readonly state: S3State) {
    const { journal } = state.world;
    this.#notices = new Errands(state.world, table, (notice) => this.#deliver(notice));
    this.#count = journal.take<number>(`${table}.count`).get('count') ?? 0;
    state.happenings.on((happening) => this.#tell(happening));
  }

  /** Says to a topic that it was named in a configuration. */
  test(bucket: Bucket, topicArn: string, call: Call): void {
    const ids = this.#idsOf(call);
    const message = JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Time: call.now.toString(), Bucket: bucket.name, RequestId: ids.requestId, HostId: ids.extendedRequestId });
    this.#notices.leave(call.now, { topicArn, from: publisher(bucket), message });
  }

  #tell(happening: Happening): void {
    const { bucket, key, name, call } = happening;
    const { notification } = bucket.settings;
    if (!notification) return;
    const sequencer = this.#nextSequencer();
    const [time, ids] = [this.state.now(), this.#idsOf(call)];
    const due = this.#dueAt(time, bucket, key, sequencer);
    const event = notification.EventBridgeConfiguration && bridgeEvent(happening, { sequencer, requestId: ids.requestId, time });
    if (event) this.#notices.leave(due, { event });
    for (const { Id: id = '', TopicArn: topicArn = '', Events: events = [], Filter: filter } of notification.TopicConfigurations ?? []) {
      if (!events.some((asked) => asksFor(asked, name)) || !fits(keyFilterOf(filter), key)) continue;
      const owner = this.state.users.idOf(bucket.origin.accountId);
      this.#notices.leave(due, { topicArn, from: publisher(bucket), message: eventRecord(happening, { configurationId: id, sequencer, owner, time, ...ids }) });
    }
  }

  #deliver(notice: Notice): void {
    const { buses, topics } = this.state.neighbours;
    if ('event' in notice) buses.put(notice.event);
    else topics.publish({ ...notice, subject: 'Amazon S3 Notification' });
  }

  /** Of two events of a key the later one has the greater text: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
  #nextSequencer(): string {
    this.#count += 1;
    this.state.world.journal.put(`${table}.count`, 'count', this.#count);
    return this.#count.toString(16).toUpperCase().padStart(18, '0');
  }

  #dueAt(now: Instant, bucket: Bucket, key: string, sequencer: string): Instant {
    return now.plus(draw(this.state.world.chance, 's3.notification', bucket.name, key, sequencer));
  }

  /** What S3 does by itself is no request, and still has such ids. */
  #idsOf(call: Call | undefined): { requestId: string; extendedRequestId: string } {
    const bytes = this.state.world.chance.bytes('s3', 'notification-ids', call?.requestId ?? this.#count);
    return { requestId: call?.requestId ?? bytes.toString('hex', 0, 8).toUpperCase(), extendedRequestId: bytes.toString('base64') };
  }
}
