/** A stand-in of its own for a test to talk to, through any of the SDK's clients and the stand-in's own router. */
import type { Duration } from '../time/duration';
import type { VirtualClock } from '../time/virtual-clock';
import { type Address, startStandin } from './index';

export interface StandinUnderTest extends AsyncDisposable {
  /** A client of a class: `standin.client(SNSClient)`. */
  client<C extends { config: object }>(Client: new (config: never) => C, region?: string): C;
  readonly clock: VirtualClock;
  /** Lets virtual time pass. */
  pass(duration: Duration): Promise<void>;
  /** As `Standin.resolve`. */
  resolve(host: string, port: number): Address;
  /** Serves it over HTTP, too, and answers with the address. */
  listen(): Promise<string>;
  /** What the stand-in could not answer; empty unless something is broken. */
  faults: unknown[];
}

/** With a directory, what the one before it acknowledged there is there. */
export async function standinUnderTest(directory?: string): Promise<StandinUnderTest> {
  const faults: unknown[] = [];
  const standin = await startStandin({ seed: directory === undefined ? 'test' : undefined, directory, onFault: (error) => void faults.push(error) });
  return {
    client: (Client, region = 'us-east-1') => {
      const configuration = { region, requestHandler: standin.requestHandler, credentials: { accessKeyId: 'muster', secretAccessKey: 'muster' }, maxAttempts: 1 };
      // Every client takes these; their types have nothing in common that says so.
      const client = new Client(configuration as never);
      // Signatures are dated by the stand-in's clock, as it moves; the SDK would set what it guesses from answers.
      const offset = { get: () => standin.clock.now().epochMilliseconds - Date.now(), set: () => undefined };
      Object.defineProperty(client.config, 'systemClockOffset', offset);
      return client;
    },
    get clock() {
      return standin.clock;
    },
    pass: (duration) => standin.clock.advance(duration),
    resolve: (host, port) => standin.resolve(host, port),
    listen: async () => (await standin.listen({ port: 0 })).endpoint,
    faults,
    [Symbol.asyncDispose]: () => standin.close(),
  };
}
