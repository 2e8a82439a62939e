/** A Parameter Store of its own for a test to talk to, and the calls that most tests begin with. */
import { GetParameterCommand, PutParameterCommand, type PutParameterCommandInput, SSMClient } from '@aws-sdk/client-ssm';
import type { StandinUnderTest } from '../standin-under-test';

export const home = 'eu-central-1';

export function clientIn(standin: StandinUnderTest, region = home): SSMClient {
  return standin.client(SSMClient, region);
}

/** Puts a String unless another type is asked for, and answers the number of its version. */
export async function put(client: SSMClient, Name: string, Value: string, asked: Partial<PutParameterCommandInput> = {}): Promise<number | undefined> {
  return (await client.send(new PutParameterCommand({ Name, Value, Type: 'String', ...asked }))).Version;
}

export async function valueOf(client: SSMClient, Name: string): Promise<string | undefined> {
  return (await client.send(new GetParameterCommand({ Name, WithDecryption: true }))).Parameter?.Value;
}
