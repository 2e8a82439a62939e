/** For tests: SDK clients of AWS Backup for whoever is to call it, a role that it may take on, and how refusals look. */
import assert from 'node:assert/strict';
import { Backup } from '@aws-sdk/client-backup';
import { IAM } from '@aws-sdk/client-iam';
import type { StandinUnderTest } from '../standin-under-test';

export const roleArn = 'arn:aws:iam::123456789012:role/backups';

/** A client of the root user. */
export function backupOf(standin: StandinUnderTest, region?: string): Backup {
  return standin.client(Backup, region);
}

/** A client of a new user with one policy. */
export async function backupOfUser(standin: StandinUnderTest, UserName: string, ...statements: object[]): Promise<Backup> {
  const iam = standin.client(IAM);
  await iam.createUser({ UserName });
  await iam.putUserPolicy({ UserName, PolicyName: 'own', PolicyDocument: policyOf(...statements) });
  const { AccessKey: { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = {} } = await iam.createAccessKey({ UserName });
  return withCredentials(standin.client(Backup), { accessKeyId, secretAccessKey });
}

/** A client of the root user of another account. */
export function backupOfAccount(standin: StandinUnderTest, account: string): Backup {
  return withCredentials(standin.client(Backup), { accessKeyId: account, secretAccessKey: account });
}

/** The role of `roleArn`, which trusts AWS Backup. */
export async function withRole(standin: StandinUnderTest): Promise<void> {
  const trust = { Effect: 'Allow', Principal: { Service: 'backup.amazonaws.com' }, Action: 'sts:AssumeRole' };
  await standin.client(IAM).createRole({ RoleName: 'backups', AssumeRolePolicyDocument: policyOf(trust) });
}

export function policyOf(...statements: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

/** Holds that a call is refused, with a code and what its message says. */
export async function refused(call: Promise<unknown>, name: string, message: RegExp | string = /./): Promise<void> {
  await assert.rejects(call, (error: Error) => {
    assert.equal(error.name, name, error.message);
    if (typeof message === 'string') assert.equal(error.message, message);
    else assert.match(error.message, message);
    return true;
  });
}

function withCredentials(client: Backup, credentials: { accessKeyId: string; secretAccessKey: string }): Backup {
  client.config.credentials = async () => credentials;
  return client;
}
