/** The way of a request from the wire to its handler and back, the same in process and over HTTP. */
import type { Instant } from '../../time/instant';
import type { Access } from '../access/access';
import { AwsError } from '../aws-error';
import type { Chance } from '../chance';
import type { Outages } from '../outages';
import { bindingsOf } from '../protocol/members';
import { type ProtocolName, protocolOf, serviceModel, type ServiceModel } from '../protocol/model';
import type { AnswerContext, Found, Protocol } from '../protocol/protocol';
import { protocols } from '../protocol/protocols';
import type { WireAnswer, WireRequest } from '../protocol/wire';
import type { Call, Service } from '../service';
import { type Authorization, authorizationOf } from './authorization';
import { answerPreflight, isPreflight, sharedWith } from './browsers/cross-origin';
import { isFormUpload, readFormUpload } from './browsers/form-upload';
import { fault, inWordsOf, notServed, regionDown, unsigned } from './denials';
import { openBody, takeIn } from './body/incoming-body';
import { RequestIdMaker, type RequestIds } from '../request-ids';
import { verifySignature, type Verified } from './signature';
import type { SigningKeys } from './signing-keys';
import { anonymous, isForS3Control, regionOfUnsigned, serviceOfUnsigned } from './unsigned';

export interface RouterOptions {
  services: ReadonlyMap<string, Service>;
  access: Access;
  keys: SigningKeys;
  outages: Outages;
  chance: Chance;
  /** The world's time, which handlers see. */
  now: () => Instant;
  /** Told of what a handler threw that is no answer of AWS's; the caller is told only that something failed. */
  onFault: (error: unknown, operation: string) => void;
  /** Told of each call once its service has answered it (`output`) or refused it (`error`). It must not throw, nor touch a body. */
  onAnswer?: (call: Call, input: object, output: object | undefined, error: unknown) => void;
}

export class Router {
  readonly #options: RouterOptions;
  readonly #ids: RequestIdMaker;
  #requests = 0;

  constructor(options: RouterOptions) {
    this.#options = options;
    this.#ids = new RequestIdMaker(options.chance);
  }

  /** Answers a request; never throws. `judgedAt` is the time by which its signature is judged. */
  async handle(request: WireRequest, judgedAt: Instant): Promise<WireAnswer> {
    const answer = await this.#answer(request, judgedAt);
    return request.headers.origin === undefined ? answer : sharedWith(this.#options.services.get(serviceOfUnsigned(request)), request, answer);
  }

  /** Refuses, in S3's words, what could not be read as a request. */
  refuseUnread(error: AwsError): WireAnswer {
    this.#requests += 1;
    return protocols['rest-xml'].refuse(error, { ...this.#ids.of(this.#requests, 's3'), method: 'GET', model: undefined });
  }

  async #answer(request: WireRequest, judgedAt: Instant): Promise<WireAnswer> {
    let service = serviceOfUnsigned(request);
    let operation = 'a request';
    this.#requests += 1;
    const number = this.#requests;
    try {
      if (service === 's3' && isPreflight(request)) return answerPreflight(this.#options.services.get(service), request);
      if (service === 's3' && isFormUpload(request)) return await this.#serveForm(request, this.#ids.of(number, service), judgedAt);
      const authorization = authorizationOf(request);
      service = isForS3Control(request) ? 's3control' : (authorization?.service ?? service);
      const [model, spoken] = [serviceModel(service), protocolOf(service, request.headers)];
      if (!model || !spoken) throw notServed(service, request.headers['x-amz-target'] ?? 'at all');
      if (!authorization && spoken !== 'rest-xml') return await this.#turnAway(request, model, spoken);
      return await this.#serve(request, { model, spoken, authorization, ids: this.#ids.of(number, service), judgedAt, named: (name) => (operation = name) });
    } catch (error) {
      return this.#refuse(error, { service, operation, ids: this.#ids.of(number, service), request });
    }
  }

  /** S3 signs what a body's hash is said to be: who may not call hears it before the body is read. The others sign the body. */
  async #serve(incoming: WireRequest, context: Serving): Promise<WireAnswer> {
    const { authorization } = context;
    const request = context.spoken === 'rest-xml' ? incoming : await takeIn(incoming, true);
    const verified = authorization && verifySignature(request, authorization, this.#options.keys, context.judgedAt);
    // Who waits for `100 Continue` is to hear what is wrong before it sends its body.
    return this.#perform(request.headers.expect === undefined ? await takeIn(request, false) : request, verified, context);
  }

  /** What a form comes to is stored like any object. */
  async #serveForm(request: WireRequest, ids: RequestIds, judgedAt: Instant): Promise<WireAnswer> {
    const model = serviceModel('s3');
    if (!model) throw notServed('s3', 'at all');
    const upload = await readFormUpload(request, this.#options.keys, judgedAt);
    const stored = await this.#perform(upload.put, upload.verified, { model, spoken: 'rest-xml', ids, named: () => undefined, method: request.method });
    return upload.answer(stored);
  }

  async #perform(request: WireRequest, verified: Verified | undefined, context: Performing): Promise<WireAnswer> {
    const { model, ids } = context;
    const protocol = protocols[context.spoken];
    const found = protocol.find(model, request);
    const { name, input: shape, checksummed } = found.operation;
    context.named(name);
    const service = this.#options.services.get(model.name);
    const handler = service?.operations[name];
    if (!service || !handler) throw notServed(model.name, name);

    const streams = shape !== undefined && bindingsOf(shape).payload?.schema.isStreaming();
    const opened = await openBody(request, verified, { digests: !streams, checksums: checksummed });
    const input = await readInput(protocol, found, opened);
    const answer: AnswerContext['answer'] = { headers: {} };
    const call: Call = {
      service: model.name,
      operation: name,
      region: verified?.authorization.region ?? service.regionOf?.(input) ?? regionOfUnsigned(request),
      caller: verified?.caller ?? anonymous,
      requestId: ids.requestId,
      now: this.#options.now(),
      http: { method: context.method ?? request.method, path: request.path, query: request.query, headers: opened.headers, secure: request.secure ?? false },
      answer,
    };
    if (!this.#options.outages.reaches(model.name, call.region)) throw regionDown(context.spoken);
    const { onAnswer, access } = this.#options;
    let output: object;
    try {
      if (service.authorize) service.authorize(name, input, call);
      else access.require({ caller: call.caller, action: `${model.name}:${name}`, resource: '*' });
      output = await handler(input, call);
    } catch (error) {
      onAnswer?.(call, input, undefined, error);
      throw error;
    }
    onAnswer?.(call, input, output, undefined);
    return protocol.write(model, found.operation, output, { ...ids, answer });
  }

  /** Some operations take no signature; it is better to hear that one is not served than that it was not signed. */
  async #turnAway(incoming: WireRequest, model: ServiceModel, spoken: ProtocolName): Promise<never> {
    const { name } = protocols[spoken].find(model, await takeIn(incoming, spoken !== 'rest-xml')).operation;
    throw this.#options.services.get(model.name)?.operations[name] ? unsigned(spoken) : notServed(model.name, name);
  }

  #refuse(error: unknown, { service, operation, ids, request }: Refusing): WireAnswer {
    const protocol: ProtocolName = protocolOf(service, request.headers) ?? protocolOfUnknown(service, request.headers);
    if (!(error instanceof AwsError)) this.#options.onFault(error, `${service} ${operation}`);
    const refusal = error instanceof AwsError ? inWordsOf(protocol, error) : fault(protocol);
    const model = serviceModel(service);
    return protocols[protocol].refuse(refusal, { ...ids, method: request.method, model });
  }
}

interface Performing {
  model: ServiceModel;
  spoken: ProtocolName;
  ids: RequestIds;
  named: (operation: string) => void;
  /** The method that the request came with, where it is another than that of what it comes to. */
  method?: string;
}

interface Serving extends Performing {
  /** Undefined where nobody signed, which S3 takes for a request of anybody's. */
  authorization: Authorization | undefined;
  judgedAt: Instant;
}

interface Refusing {
  service: string;
  operation: string;
  ids: RequestIds;
  request: WireRequest;
}

/** In which form to refuse what is of a service nobody here knows: forms are answered in XML, and so are the few that speak it without forms. */
function protocolOfUnknown(service: string, headers: WireRequest['headers']): ProtocolName {
  const speaksXml = ['s3control', 's3express', 'cloudfront'].includes(service) || (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  return speaksXml ? 'query' : 'rest-json';
}

/** Reads the input; trailers of a streaming body become members of it once the body has been read. */
async function readInput(protocol: Protocol, found: Found, request: WireRequest): Promise<object> {
  if (request.body instanceof Uint8Array) return protocol.read(found, request);
  let input: Record<string, unknown> = {};
  const body = thenDo(request.body, () => {
    for (const { name, header } of found.operation.input ? bindingsOf(found.operation.input).headers : []) {
      if (header.startsWith('x-amz-checksum-') && request.headers[header] !== undefined) input[name] = request.headers[header];
    }
  });
  // What a protocol reads is a record of the operation's members.
  input = (await protocol.read(found, { ...request, body })) as Record<string, unknown>;
  return input;
}

async function* thenDo(body: AsyncIterable<Uint8Array>, atEnd: () => void): AsyncGenerator<Uint8Array> {
  yield* body;
  atEnd();
}
