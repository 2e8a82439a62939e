/** The one seam: what a drill runs on. Only this file knows an account from a stand-in, starts one, and reads the environment. */
import type { TargetKind } from '../evidence/entry';
import { Refused } from '../measure/endings';
import { effectDuration, isMischief, startStandin } from '../standin/index';
import type { Clock } from '../time/clock';
import { Duration } from '../time/duration';
import { Instant } from '../time/instant';
import { VirtualClock } from '../time/virtual-clock';
import { WallClock } from '../time/wall-clock';
import { askControl, askName } from './standin-control';

/** Where a connection really goes. */
export interface Address {
  host: string;
  port: number;
}

/** What differs between targets for an SDK client: the rest of its configuration is the same everywhere. */
export interface ClientSettings {
  region: string;
  endpoint?: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  /** An SDK request handler, where requests do not go over the network. */
  requestHandler?: object;
  /** How far signing dates are ahead of the machine's clock; asked anew at each signature. */
  clockOffset: () => Duration;
}

export interface Target {
  readonly kind: TargetKind;
  readonly clock: Clock;
  clientSettings(region: string): ClientSettings;
  /** The real address behind a name and port that AWS answered. */
  resolve(host: string, port: number): Address | Promise<Address>;
  /** What went wrong in the target by a fault of its own so far; nothing it answered afterwards can be relied on. */
  faults(): readonly string[];
  close(): Promise<void>;
}

export interface TargetOptions {
  seed: number;
  /** Names the drill; with the seed it decides every draw of its world. */
  drill: string;
  /** Misbehaviour asked of the stand-in, by name. */
  mischief: readonly string[];
  /** A `muster standin` that runs elsewhere, in place of one in this process. */
  endpoint?: string;
}

const wall = new WallClock();

/** The key that a stand-in gives to the root of its account. */
const rootKey = { accessKeyId: 'muster', secretAccessKey: 'muster' };

/** Opens what a drill runs on. Throws Refused when it cannot be reached or asked for what is wanted. */
export function openTarget(options: TargetOptions): Promise<Target> {
  const unknown = options.mischief.find((name) => !isMischief(name));
  if (unknown !== undefined) {
    throw new Refused(`The stand-in knows no mischief "${unknown}". Nothing was touched. Correct the @mischief tag of the scenario.`);
  }
  return options.endpoint === undefined ? embedded(options) : elsewhere(options, options.endpoint);
}

async function embedded(options: TargetOptions): Promise<Target> {
  const faults: string[] = [];
  const onFault = (error: unknown, operation: string): void => void faults.push(`${operation}: ${error instanceof Error ? error.message : String(error)}`);
  const standin = await startStandin({ seed: worldSeed(options), mischief: options.mischief.filter(isMischief), onFault });
  return {
    kind: 'stand-in',
    clock: standin.clock,
    clientSettings: (region) => ({
      region,
      credentials: rootKey,
      requestHandler: standin.requestHandler,
      clockOffset: () => standin.clock.now().since(wall.now()),
    }),
    resolve: (host, port) => standin.resolve(host, port),
    faults: () => faults,
    close: () => standin.close(),
  };
}

/** A drill elsewhere begins by making that stand-in forget everything: its world is then the one that the seed makes here. */
async function elsewhere(options: TargetOptions, endpoint: string): Promise<Target> {
  await askControl(endpoint, 'POST', '/_standin/reset', { seed: worldSeed(options), mischief: options.mischief });
  const { now } = await askControl(endpoint, 'GET', '/_standin/clock');
  const clock = new VirtualClock({
    start: Instant.parse(now),
    effectDuration,
    beforeJump: async (to, from) => {
      await askControl(endpoint, 'POST', '/_standin/clock', { advance: to.since(from).toString() });
    },
  });
  return {
    kind: 'stand-in',
    clock,
    clientSettings: (region) => ({ region, endpoint, credentials: rootKey, clockOffset: () => Duration.zero }),
    // Names in private zones are the stand-in's alone; whatever else it answers can be reached from here as it is.
    resolve: async (host, port) => ({ host: host.endsWith('.internal') ? await askName(endpoint, host) : host, port }),
    // It tells its own owner, on its own terminal.
    faults: () => [],
    close: () => Promise.resolve(),
  };
}

function worldSeed(options: TargetOptions): string {
  return `${options.seed}/${options.drill}`;
}

/** What the environment says about where output goes. */
export function readEnvironment(): { ci: boolean; noColor: boolean } {
  return { ci: Boolean(process.env['CI']), noColor: process.env['NO_COLOR'] !== undefined };
}
