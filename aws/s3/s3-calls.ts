/** The way to S3 in one region: one client, for all that a drill asks of it there. */
import { S3Client } from '@aws-sdk/client-s3';
import { clientConfig, signingByClock } from '../calls/client-config';
import type { Caller } from '../services';
import type { ClientSettings } from '../target';

/** Whether a call stands in the ledger by itself; those that write witnesses or read data have a record of their own. */
export interface CallOptions {
  recorded?: boolean;
}

export class S3Calls {
  readonly client: S3Client;
  readonly region: string;
  readonly #call: Caller;

  constructor(settings: ClientSettings, call: Caller) {
    // Buckets stand in the path: a name of its own for each could not be resolved on a stand-in.
    this.client = signingByClock(new S3Client({ ...clientConfig(settings), forcePathStyle: true }), settings);
    this.region = settings.region;
    this.#call = call;
  }

  /** Makes one call. Throws AwsRefusal. */
  ask<Output>(operation: string, input: object, send: () => Promise<Output>, { recorded }: CallOptions = {}): Promise<Output> {
    return this.#call({ service: 's3', operation, region: this.region, input, send, recorded });
  }
}
