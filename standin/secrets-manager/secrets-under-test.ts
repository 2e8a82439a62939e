/** A Secrets Manager of its own for a test to talk to, and the calls that most tests begin with. */
import { CreateSecretCommand, type CreateSecretRequest, GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { StandinUnderTest } from '../standin-under-test';

export const home = 'eu-central-1';
export const elsewhere = 'eu-west-1';

export function clientIn(standin: StandinUnderTest, region = home): SecretsManagerClient {
  return standin.client(SecretsManagerClient, region);
}

/** Makes a secret, and answers its ARN and the id of its version. */
export async function newSecret(client: SecretsManagerClient, asked: CreateSecretRequest): Promise<{ arn: string; version: string }> {
  const { ARN: arn = '', VersionId: version = '' } = await client.send(new CreateSecretCommand({ SecretString: 'open sesame', ...asked }));
  return { arn, version };
}

export async function textOf(client: SecretsManagerClient, SecretId: string, VersionStage?: string): Promise<string | undefined> {
  return (await client.send(new GetSecretValueCommand({ SecretId, VersionStage }))).SecretString;
}
