/** Hears of every call that a service answered or refused, and puts it on record where AWS would. */
import type { EventBuses } from '../events/event-buses';
import type { S3State } from '../s3/state';
import type { Call, Caller } from '../service';
import type { World } from '../world';
import { type CallEvent, eventJson } from './record/call-event';
import { concernedBy } from './record/concerned-accounts';
import { errorSaid } from './record/error-said';
import { dataTypeOf, eventNameOf, eventSourceOf, isGlobal, isReadOnly, regionOfEvent } from './record/event-names';
import { resourcesOf } from './record/event-resources';
import { History } from './record/history';
import { requestOf, responseOf } from './record/parameters';
import { identityOf, strangerOf, type UserIdentity } from './record/user-identity';
import type { Deliveries } from './trails/deliveries';
import { asksFor, type Selected } from './trails/selectors';
import type { Trail } from './trails/trail';
import type { Trails } from './trails/trails';

export interface LogNeighbours {
  trails: Trails;
  deliveries: Deliveries;
  buses: EventBuses;
  s3: S3State;
}

/** What is the same of a call in the records of all whom it concerns. */
type Common = Omit<CallEvent, 'id' | 'accountId' | 'identity'>;

export class CallLog {
  readonly history: History;
  readonly #callers = new Map<string, UserIdentity>();
  #heard = 0;

  constructor(
    private readonly world: World,
    private readonly neighbours: LogNeighbours,
  ) {
    this.history = new History(world.journal);
  }

  /** As `Router` tells it. What is not served, and who could not be found out, is on no record. */
  hear(call: Call, input: object, output: object | undefined, error: unknown): void {
    const { trails, s3 } = this.neighbours;
    const dataType = dataTypeOf(call.service, call.operation);
    if (dataType !== undefined && !trails.wantsData) return;
    const said = error === undefined ? undefined : errorSaid(call.service, error);
    if (error !== undefined && !said) return;
    if (said && this.world.mischief.has('silent-trail')) return;
    const bucketOwner = call.service === 's3' ? s3.buckets.get((input as { Bucket?: string }).Bucket ?? '')?.origin.accountId : undefined;
    const concerned = concernedBy(call, input, bucketOwner, said !== undefined);
    const selected = selectedOf(call, input, dataType);
    const region = regionOfEvent(call.service, call.region);
    const wanting = concerned.map((accountId) => trails.logging({ accountId, region }).filter((trail) => wants(trail, call, selected)));
    if (dataType !== undefined && wanting.every((those) => those.length === 0)) return;

    this.#heard += 1;
    const key = [call.now.epochMilliseconds, this.#heard];
    const common = { ...commonOf(call, input, output, selected), resources: resourcesOf(call, input, output, bucketOwner), ...(said && { error: said }) };
    for (const [place, accountId] of concerned.entries()) {
      const identity: UserIdentity = accountId === call.caller.accountId ? this.#known(call.caller) : strangerOf(call.caller);
      const shared = concerned.length > 1 && { sharedId: this.world.chance.uuid('cloudtrail', 'shared', ...key) };
      this.#enter({ ...common, accountId, identity, id: this.world.chance.uuid('cloudtrail', accountId, ...key), ...shared }, wanting[place] ?? []);
    }
  }

  /** The same object for the same caller each time: of a long history, who called is most of what there is to remember. */
  #known(caller: Caller): UserIdentity {
    const key = `${caller.arn} ${caller.accessKeyId}`;
    const known = this.#callers.get(key);
    if (known) return known;
    if (this.#callers.size > 1_000) this.#callers.clear();
    const identity = identityOf(caller);
    this.#callers.set(key, identity);
    return identity;
  }

  #enter(event: CallEvent, wanting: readonly Trail[]): void {
    if (!event.isData) this.history.add(event);
    for (const trail of wanting) this.neighbours.deliveries.leave(trail, event);
    if (wanting.length > 0 && !event.readOnly && this.neighbours.buses.hears(event)) this.#tellBus(event);
  }

  /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html: what only reads is not told, and nothing without a trail. */
  #tellBus(event: CallEvent): void {
    const { accountId, region, at, service } = event;
    const detailType = 'AWS API Call via CloudTrail';
    this.neighbours.buses.put({ accountId, region, source: `aws.${service}`, detailType, resources: [], detail: eventJson(event), time: at });
  }
}

function commonOf(call: Call, input: object, output: object | undefined, { source, name, readOnly, data }: Selected): Omit<Common, 'resources'> {
  const { service, now: at, requestId, http } = call;
  const agent = http.headers['user-agent'];
  const [request, response] = [requestOf(call, input), output && responseOf(call, output, readOnly)];
  return {
    ...{ at, region: regionOfEvent(service, call.region), service, source, name, isData: data !== undefined, readOnly, requestId },
    ...(agent !== undefined && { agent }),
    ...(request !== undefined && { request }),
    ...(response !== undefined && { response }),
  };
}

function selectedOf({ service, operation, caller }: Call, input: object, dataType: string | undefined): Selected {
  const { Bucket = '', Key = '', FunctionName = '', TopicArn = '' } = input as { Bucket?: string; Key?: string; FunctionName?: string; TopicArn?: string };
  const arn = service === 's3' ? `arn:aws:s3:::${Bucket}/${Key}` : FunctionName || TopicArn;
  return {
    ...{ source: eventSourceOf(service), name: eventNameOf(service, operation), readOnly: isReadOnly(operation), userArn: caller.arn },
    ...(dataType !== undefined && { data: { type: dataType, arn } }),
  };
}

function wants(trail: Trail, { service, region }: Call, selected: Selected): boolean {
  return (trail.global || !isGlobal(service, region)) && asksFor(trail.selectors, selected);
}
