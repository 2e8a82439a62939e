/** The server's own paths, beside AWS's: its health, its clock, its coverage, its outages, its outbox, its names, and a way to forget everything. */
import { Duration } from '../../time/duration';
import type { FreshWorld } from '../open-world';
import { coverageOf } from '../coverage/coverage';
import { isMischief, type Mischief, mischiefs } from '../mischief/mischief';
import { authority } from '../planes/tls/authority';
import type { WireAnswer, WireRequest } from '../protocol/wire';
import { collect } from '../protocol/wire';
import { regions } from '../world';
import type { Served } from './http';

const prefix = '/_standin/';

/** No bucket's name may begin with an underscore, so these paths are never AWS's. */
export function isControl(request: WireRequest): boolean {
  return request.path.startsWith(prefix);
}

type Control = (served: Served, request: WireRequest) => Promise<WireAnswer>;

const controls: Readonly<Record<string, Control>> = {
  'GET health': (served) => json(200, { status: 'ok', now: served.current().world.clock.now().toString() }),
  'GET clock': (served) => json(200, { now: served.current().world.clock.now().toString() }),
  'POST clock': advance,
  'GET coverage': (served) => json(200, coverageOf(served.current().services)),
  'POST outage': outage,
  'GET outbox': (served) => json(200, { mails: served.current().outbox.mails.map(({ at, ...mail }) => ({ at: at.toString(), ...mail })) }),
  'GET resolve': resolve,
  'GET rds-ca.pem': () => Promise.resolve({ status: 200, headers: { 'content-type': 'application/x-pem-file' }, body: Buffer.from(authority().certificate) }),
  'POST reset': reset,
};

export async function answerControl(served: Served, request: WireRequest): Promise<WireAnswer> {
  const stranger = refusalOf(request);
  if (stranger) return json(403, { error: stranger });
  const path = request.path.slice(prefix.length);
  const name = `${request.method} ${path}`;
  if (Object.hasOwn(controls, name)) return controls[name]?.(served, request) ?? json(404, {});
  const known = Object.keys(controls).map((control) => control.replace(' ', ` ${prefix}`));
  return json(404, { error: `there is no ${request.method} ${request.path}; there are ${known.join(', ')}` });
}

/** A page in a browser must not move the clock of a server on its reader's machine. */
function refusalOf({ host, headers }: WireRequest): string | undefined {
  if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) return 'the control paths do not answer browsers';
  const name = host.replace(/:\d+$/, '');
  return ['127.0.0.1', 'localhost', '[::1]'].includes(name) ? undefined : `the control paths answer 127.0.0.1 and localhost only, not "${name}"`;
}

/** With a body, the fresh world is another: of that seed, and with that mischief. */
async function reset(served: Served, request: WireRequest): Promise<WireAnswer> {
  let fresh: FreshWorld;
  try {
    fresh = freshWorldOf(Buffer.from(await collect(request.body)).toString('utf8'));
  } catch (error) {
    return json(400, { error: `the body must be empty, or like {"seed": "7", "mischief": ["slow-restore"]}: ${(error as Error).message}` });
  }
  await served.reset(fresh);
  return json(200, { now: served.current().world.clock.now().toString() });
}

/** Throws an Error that says what is wrong with the text. */
function freshWorldOf(text: string): FreshWorld {
  if (text.trim() === '') return {};
  const body: unknown = JSON.parse(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new TypeError('it is no JSON object');
  const seed = 'seed' in body ? body.seed : undefined;
  const mischief = 'mischief' in body ? body.mischief : undefined;
  if (seed !== undefined && typeof seed !== 'string') throw new TypeError('"seed" is no text');
  if (mischief !== undefined && !isMischiefList(mischief)) throw new TypeError(`"mischief" is a list of ${Object.keys(mischiefs).join(', ')}`);
  return { seed, mischief };
}

function isMischiefList(value: unknown): value is Mischief[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string' && isMischief(name));
}

/** Takes a region down, or brings it back. */
async function outage(served: Served, request: WireRequest): Promise<WireAnswer> {
  let wanted: { region: string; down: boolean };
  try {
    wanted = outageOf(Buffer.from(await collect(request.body)).toString('utf8'));
  } catch (error) {
    return json(400, { error: `the body must be like {"region": "us-east-1", "down": true}: ${(error as Error).message}` });
  }
  const { outages } = served.current().world;
  if (wanted.down) outages.take(wanted.region);
  else outages.bringBack(wanted.region);
  return json(200, wanted);
}

/** Throws an Error that says what is wrong with the text. */
function outageOf(text: string): { region: string; down: boolean } {
  const body: unknown = JSON.parse(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new TypeError('it is no JSON object');
  const region = 'region' in body ? body.region : undefined;
  const down = 'down' in body ? body.down : undefined;
  if (typeof region !== 'string' || !Object.hasOwn(regions, region)) throw new TypeError(`"region" is one of ${Object.keys(regions).join(', ')}`);
  if (typeof down !== 'boolean') throw new TypeError('"down" is true or false');
  return { region, down };
}

/** What a name in a zone of Route 53 leads to now, at the end of its chain; with a port, where that name really listens on this machine. */
function resolve(served: Served, request: WireRequest): Promise<WireAnswer> {
  const name = request.query.get('name');
  const port = Number(request.query.get('port') ?? 0);
  if (!name) return json(400, { error: `the path must name what to resolve, as in ${prefix}resolve?name=db.orders.internal` });
  const { names, world } = served.current();
  const leadsTo = names.leadsTo(name);
  if (port > 0) {
    const listens = world.gate.resolve(leadsTo ?? name, port);
    return listens ? json(200, { name, ...listens }) : json(404, { error: `nothing listens at ${leadsTo ?? name}:${port} in the stand-in's world` });
  }
  return leadsTo === undefined ? json(404, { error: `no CNAME record is in force for "${name}", or its chain has no end` }) : json(200, { name, leadsTo });
}

/** Further than any plan looks ahead, and well within what a date can say. */
const furthest = Duration.days(3_660);

async function advance(served: Served, request: WireRequest): Promise<WireAnswer> {
  let duration: Duration;
  try {
    duration = durationOf(Buffer.from(await collect(request.body)).toString('utf8'));
  } catch (error) {
    return json(400, { error: `the body must be {"advance": DURATION}, such as {"advance": "PT1H"}: ${(error as Error).message}` });
  }
  try {
    const now = await served.driver.advance(duration);
    served.current().world.journal.tick();
    return await json(200, { now: now.toString() });
  } catch (error) {
    served.onFault(error, 'an event of the clock');
    return json(500, { error: 'an event that fell due failed; the clock stands where it happened' });
  }
}

/** Throws an Error that says what is wrong with the text. */
function durationOf(text: string): Duration {
  const body: unknown = JSON.parse(text);
  const said: unknown = typeof body === 'object' && body !== null && 'advance' in body ? body.advance : undefined;
  if (typeof said !== 'string') throw new TypeError('"advance" is missing or no text');
  const duration = Duration.parse(said);
  if (duration.compare(furthest) > 0) throw new RangeError(`"${said}" is more than ${furthest}`);
  return duration;
}

function json(status: number, body: object): Promise<WireAnswer> {
  return Promise.resolve({ status, headers: { 'content-type': 'application/json' }, body: Buffer.from(`${JSON.stringify(body)}\n`) });
}
