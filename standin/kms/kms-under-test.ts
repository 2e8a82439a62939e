/** A KMS of its own for a test to talk to, beside the S3 that encrypts with its keys, through the published clients. */
import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { Duration } from '../../time/duration';
import { type Keys, rootOf } from '../iam/iam-under-test';
import { startStandin } from '../index';

/** The SDK remarks on refused streams, which here are meant to be refused. */
const quiet = { trace: () => undefined, debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

export interface KmsUnderTest extends AsyncDisposable {
  kms: KMSClient;
  /** In the same region. */
  s3: S3Client;
  /** Clients of another region, or of somebody else. */
  in(region: string, keys?: Keys): { kms: KMSClient; s3: S3Client };
  pass(duration: Duration): Promise<void>;
  now(): Date;
  faults: unknown[];
}

export async function kmsUnderTest(options: { directory?: string } = {}): Promise<KmsUnderTest> {
  const faults: unknown[] = [];
  // A world that is kept knows its own seed.
  const seed = options.directory === undefined ? 'test' : undefined;
  const standin = await startStandin({ ...options, seed, onFault: (error) => void faults.push(error) });
  const dated = <Client extends { config: object }>(client: Client): Client => {
    const offset = { get: () => standin.clock.now().epochMilliseconds - Date.now(), set: () => undefined };
    Object.defineProperty(client.config, 'systemClockOffset', offset);
    return client;
  };
  const clientsIn = (region: string, credentials: Keys = rootOf('muster')): { kms: KMSClient; s3: S3Client } => {
    const config = { region, requestHandler: standin.requestHandler, credentials, maxAttempts: 1, logger: quiet };
    return { kms: dated(new KMSClient(config)), s3: dated(new S3Client(config)) };
  };
  return {
    ...clientsIn('us-east-1'),
    in: clientsIn,
    pass: (duration) => standin.clock.advance(duration),
    now: () => standin.clock.now().toDate(),
    faults,
    [Symbol.asyncDispose]: () => standin.close(),
  };
}

export const Bucket = 'ledger';

export async function withBucket(world: KmsUnderTest): Promise<KmsUnderTest> {
  await world.s3.send(new CreateBucketCommand({ Bucket }));
  return world;
}

/** A new key, by its id and its ARN. */
export async function newKey({ kms }: Pick<KmsUnderTest, 'kms'>): Promise<{ KeyId: string; Arn: string }> {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  return { KeyId: KeyMetadata?.KeyId ?? '', Arn: KeyMetadata?.Arn ?? '' };
}
