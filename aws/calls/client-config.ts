/** What every SDK client of a drill is configured with: one attempt, no timers of its own, signing dates by the drill's clock. */
import type { HttpHandlerUserInput } from '@smithy/protocol-http';
import type { ClientSettings } from '../target';

/** The SDK's configuration for a client with these settings. */
export function clientConfig(settings: ClientSettings): {
  region: string;
  endpoint?: string;
  credentials: ClientSettings['credentials'];
  maxAttempts: 1;
  requestHandler?: HttpHandlerUserInput;
} {
  const { region, endpoint, credentials } = settings;
  return {
    region,
    endpoint,
    credentials,
    // Retry and pacing are ours, on the drill's clock; the SDK's wait on real timers.
    maxAttempts: 1,
    requestHandler: settings.requestHandler,
  };
}

/**
 * Has a client sign by the drill's clock, and answers with it. The SDK copies its configuration when the client is made,
 * and the copy would hold the offset of that moment for ever.
 */
export function signingByClock<Client extends { config: object }>(client: Client, settings: ClientSettings): Client {
  Object.defineProperty(client.config, 'systemClockOffset', {
    get: () => settings.clockOffset().milliseconds,
    // The SDK corrects the offset after an answer about skew; ours is never wrong.
    set: () => undefined,
  });
  return client;
}
