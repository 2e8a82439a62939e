/** For tests: a stand-in that serves a single operation, called by the service's own published client. */
import { createRequire } from 'node:module';
import { Instant } from '../../../time/instant';
import { Chance } from '../../chance';
import { Journal } from '../../durable/journal';
import { Outages } from '../../outages';
import { inProcess } from '../../front/in-process';
import { Router } from '../../front/router';
import { nobody } from '../../front/testing/nobody';
import type { Handler } from '../../service';

interface Client {
  send(command: object): Promise<Record<string, unknown>>;
}

type Constructor<T> = new (argument: object) => T;

/** Clients whose packages are not called as the service is in signatures. */
const packages: Readonly<Record<string, string>> = { events: 'eventbridge', monitoring: 'cloudwatch', route53: 'route-53' };
const load = createRequire(__filename);
const epoch = Instant.parse('2026-01-05T00:00:00Z');

/** An operation to call, in the client's own protocol or in another one of the client library's. */
export interface Called {
  service: string;
  operation: string;
  protocol?: new (...options: never[]) => object;
}

/** Sends `input` with the published client to a router that serves `handler` alone, and answers with what the client read. */
export async function callThroughClient({ service, operation, protocol }: Called, handler: Handler, input: object): Promise<Record<string, unknown>> {
  const faults: unknown[] = [];
  const services = new Map([[service, { operations: { [operation]: handler } }]]);
  const { access, keys } = nobody(() => epoch);
  const router = new Router({ services, access, keys, outages: new Outages(Journal.none()), chance: new Chance('test'), now: () => epoch, onFault: (error) => faults.push(error) });
  // A published client exports its operations under their names; there is no type for all of them.
  const called = packages[service] ?? service;
  const exported = load(`@aws-sdk/client-${called}`) as Record<string, Constructor<object> & Constructor<Client>>;
  const name = Object.keys(exported).find((key) => key.toLowerCase() === `${called.replace('-', '')}client`) ?? '';
  const client = new (exported[name] as Constructor<Client>)(Object.assign(configuration(router), protocol && { protocol }));
  try {
    return await client.send(new (exported[`${operation}Command`] as Constructor<object>)(input));
  } catch (error) {
    throw faults[0] ?? error;
  }
}

function configuration(router: Router): object {
  return {
    region: 'eu-central-1',
    credentials: { accessKeyId: 'muster', secretAccessKey: 'muster' },
    maxAttempts: 1,
    requestHandler: inProcess(() => router, () => epoch),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    get systemClockOffset() {
      return epoch.epochMilliseconds - Date.now();
    },
    // The client corrects its offset by what it is answered; the epoch stands still here.
    set systemClockOffset(_: number) {},
  };
}
