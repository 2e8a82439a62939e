/** Who the drill is, as AWS sees it. */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { clientConfig, signingByClock } from './calls/client-config';
import type { Caller } from './services';
import type { ClientSettings } from './target';

export interface CallerIdentity {
  account: string;
  arn: string;
}

export class Identity {
  readonly #client: STSClient;
  readonly #region: string;
  readonly #call: Caller;

  constructor(settings: ClientSettings, call: Caller) {
    this.#client = signingByClock(new STSClient(clientConfig(settings)), settings);
    this.#region = settings.region;
    this.#call = call;
  }

  async whoAmI(): Promise<CallerIdentity> {
    const request = { service: 'sts', operation: 'GetCallerIdentity', region: this.#region, input: {} };
    const answer = await this.#call({ ...request, send: () => this.#client.send(new GetCallerIdentityCommand({})) });
    return { account: answer.Account ?? '', arn: answer.Arn ?? '' };
  }
}
