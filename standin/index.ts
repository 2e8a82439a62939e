/**
 * The stand-in's face: AWS in a box, in this process or served over HTTP on this machine.
 *
 * Callers sign as for AWS. An access key that nobody created belongs to the root user of account
 * 123456789012, and its secret is the key's own id: AWS_ACCESS_KEY_ID=muster, AWS_SECRET_ACCESS_KEY=muster.
 * Any other secret is answered SignatureDoesNotMatch. Regions and services are those of the signature's scope.
 */
import type { VirtualClock } from '../time/virtual-clock';
import type { Instant } from '../time/instant';
import { ClockDriver } from './front/clock-driver';
import { type Listening, type ListenOptions, serve } from './front/http';
import { inProcess, type RequestHandler } from './front/in-process';
import type { Mischief } from './mischief/mischief';
import { type FreshWorld, type Ground, openGround, openWorld, type OpenWorld } from './open-world';
import type { Outages } from './outages';
import type { Address } from './planes/gate';
import { authority } from './planes/tls/authority';
import { virtualEpoch } from './virtual-epoch';

export { isMischief, type Mischief, mischiefs } from './mischief/mischief';
export { UnusableState } from './durable/unusable-state';
export { effectDuration } from './timings';
export { virtualEpoch } from './virtual-epoch';
export type { Address, Listening, ListenOptions, RequestHandler };

export interface StandinOptions {
  /** Everything that is left to chance follows from it. When not given: that of the world in `directory`, or 1. */
  seed?: string;
  /** The virtual epoch when not given. */
  start?: Instant;
  mischief?: readonly Mischief[];
  /**
   * Where to keep state: what is there is taken up again, and whatever is acknowledged is there after the next start,
   * however this one ends. Without it, state lies in a temporary directory and goes with the stand-in.
   */
  directory?: string;
  /** Told of faults of the stand-in's own, which callers see as InternalFailure only. */
  onFault?: (error: unknown, operation: string) => void;
}

export interface Standin {
  /** The clock of the current world: a reset makes another. */
  readonly clock: VirtualClock;
  /** Which regions of the current world are down: take one, and bring it back. */
  readonly outages: Outages;
  /** For the `requestHandler` of any SDK client. */
  readonly requestHandler: RequestHandler;
  /** The certificate, as PEM, of the authority that vouches for the databases' servers, for clients that verify whom they talk to. */
  readonly rdsCertificateAuthority: string;
  /**
   * Where an AWS name and port really listens, on loopback. A name that Route 53 has a CNAME record of leads on to what the record
   * says, once its change is in sync; what it says is never cached, whatever its TTL. Throws where nothing listens in the end.
   */
  resolve(host: string, port: number): Address;
  /** Serves the same world over HTTP, on loopback. Rejects when the port is taken. */
  listen(options?: ListenOptions): Promise<Listening>;
  /** Forgets everything, time included; the fresh world may have another seed and mischief. */
  reset(wanted?: FreshWorld): Promise<void>;
  /** Ends every process and server, and removes the state unless it is kept. */
  close(): Promise<void>;
}

const defaultSeed = '1';

export async function startStandin(options: StandinOptions): Promise<Standin> {
  const ground = await openGround(options.directory);
  const onFault = options.onFault ?? (() => undefined);
  const listening = new Set<Listening>();
  const open = (world: FirstWorld, mischief = options.mischief ?? []): Promise<OpenWorld> =>
    openWorld({ ...world, mischief, ground, start: options.start ?? virtualEpoch, onFault, served: () => listening.size > 0 });
  const [first, opened] = await firstWorld(ground, options.seed, open);
  let current = opened;
  let worlds = first.number;
  const fresh = ({ seed = first.seed, mischief }: FreshWorld = {}): Promise<OpenWorld> =>
    open({ seed, number: (worlds = ground.state?.begin(seed) ?? worlds + 1) }, mischief);
  let leaving: Promise<void> = Promise.resolve();
  const driver = new ClockDriver(() => current.world.clock);

  const reset = (wanted?: FreshWorld): Promise<void> =>
    driver.alone(async () => {
      const old = current;
      current = await fresh(wanted);
      // The old world's end is waited for at the next one's, not by whoever wants a fresh start.
      leaving = Promise.all([leaving, old.close(false)]).then(() => undefined);
      leaving.catch((error: unknown) => onFault(error, 'reset'));
    });

  return {
    get clock() {
      return current.world.clock;
    },
    get outages() {
      return current.world.outages;
    },
    requestHandler: inProcess(
      () => current.router,
      () => current.world.clock.now(),
    ),
    get rdsCertificateAuthority() {
      return authority().certificate;
    },
    resolve: (host, port) => {
      const end = current.names.leadsTo(host) ?? host;
      const address = current.world.gate.resolve(end, port);
      if (!address) throw new Error(`nothing listens at ${end}:${port} in the stand-in's world`);
      return address;
    },
    listen: async (listenOptions = {}) => {
      const server = await serve({ current: () => current, driver, reset, onFault }, listenOptions);
      const entry: Listening = { endpoint: server.endpoint, close: () => server.close().finally(() => listening.delete(entry)) };
      listening.add(entry);
      return entry;
    },
    reset,
    close: async () => {
      await Promise.all([...listening].map((server) => server.close()));
      await Promise.all([leaving, current.close(options.directory !== undefined)]);
      await ground.close();
    },
  };
}

interface FirstWorld {
  number: number;
  seed: string;
}

/** The world that a folder holds, or a new one. When it cannot be opened, nothing of the ground is left running. */
async function firstWorld(ground: Ground, seed: string | undefined, open: (world: FirstWorld) => Promise<OpenWorld>): Promise<[FirstWorld, OpenWorld]> {
  try {
    const first = ground.state?.resume(seed, defaultSeed) ?? { number: 1, seed: seed ?? defaultSeed };
    return [first, await open(first)];
  } catch (error) {
    await ground.close();
    throw error;
  }
}
