/** Secrets: made, read, changed, found, and deleted in the end. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  BatchGetSecretValueCommand,
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  RestoreSecretCommand,
  type SecretsManagerClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateSecretCommand,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { CreateKeyCommand, DisableKeyCommand, EnableKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { Duration } from '../../time/duration';
import { type StandinUnderTest, standinUnderTest } from '../standin-under-test';
import { clientIn, home, newSecret, textOf } from './secrets-under-test';

let standin: StandinUnderTest;
let client: SecretsManagerClient;
const notFound = { name: 'ResourceNotFoundException', message: "Secrets Manager can't find the specified secret." };
const token = (number: number): string => String(number).padStart(32, '0');

async function stagesOf(SecretId: string): Promise<Record<string, string[]> | undefined> {
  return (await client.send(new DescribeSecretCommand({ SecretId }))).VersionIdsToStages;
}

before(async () => {
  standin = await standinUnderTest();
  client = clientIn(standin);
});
after(async () => {
  await standin[Symbol.asyncDispose]();
  assert.deepEqual(standin.faults, []);
});

describe('a new secret', () => {
  test('has six characters behind its name in its ARN, and goes by its name, by its ARN and by that without the characters', async () => {
    const { arn } = await newSecret(client, { Name: 'shop/orders' });
    assert.match(arn, /^arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop\/orders-[A-Za-z0-9]{6}$/);
    for (const id of ['shop/orders', arn, arn.slice(0, -7)]) assert.equal(await textOf(client, id), 'open sesame');
    await assert.rejects(textOf(client, arn.slice(0, -1)), notFound);
    await assert.rejects(textOf(clientIn(standin, 'us-east-1'), arn), notFound);
  });

  test('holds bytes, or a text, or nothing yet, and not two of them', async () => {
    await client.send(new CreateSecretCommand({ Name: 'bytes', SecretBinary: Buffer.from([0, 255]) }));
    const { SecretBinary, SecretString } = await client.send(new GetSecretValueCommand({ SecretId: 'bytes' }));
    assert.deepEqual([Buffer.from(SecretBinary ?? []), SecretString], [Buffer.from([0, 255]), undefined]);
    await client.send(new CreateSecretCommand({ Name: 'empty' }));
    await assert.rejects(textOf(client, 'empty'), { name: 'ResourceNotFoundException', message: "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT" });
    const both = new CreateSecretCommand({ Name: 'both', SecretString: 'a', SecretBinary: Buffer.from('a') });
    await assert.rejects(client.send(both), { name: 'InvalidParameterException' });
  });

  test('is there once: the same request is answered again, another of its name is refused', async () => {
    const asked = { Name: 'once', ClientRequestToken: token(1), SecretString: 'a' };
    const first = await newSecret(client, asked);
    assert.deepEqual(await newSecret(client, asked), first);
    assert.equal(first.version, token(1));
    const exists = { name: 'ResourceExistsException', message: 'The operation failed because the secret once already exists.' };
    await assert.rejects(newSecret(client, { ...asked, SecretString: 'b' }), exists);
    await assert.rejects(newSecret(client, { Name: 'once' }), exists);
  });

  test('has a name of letters, digits and /_+=.@!-, a token of at least 32 characters, and tags that are not AWS\'s own', async () => {
    await assert.rejects(newSecret(client, { Name: 'a secret' }), { name: 'ValidationException', message: /^Invalid name\. Must be a valid name containing alphanumeric characters/ });
    await assert.rejects(newSecret(client, { Name: 'short', ClientRequestToken: 'short' }), { name: 'ValidationException' });
    await assert.rejects(newSecret(client, { Name: 'tagged', Tags: [{ Key: 'aws:tag', Value: '' }] }), { name: 'InvalidParameterException' });
  });
});

describe('versions', () => {
  test('follow each other: the current one becomes the previous one, and the one before that is deprecated', async () => {
    await newSecret(client, { Name: 'turns', ClientRequestToken: token(1), SecretString: 'one' });
    await client.send(new PutSecretValueCommand({ SecretId: 'turns', ClientRequestToken: token(2), SecretString: 'two' }));
    await client.send(new UpdateSecretCommand({ SecretId: 'turns', ClientRequestToken: token(3), SecretString: 'three' }));
    assert.deepEqual([await textOf(client, 'turns'), await textOf(client, 'turns', 'AWSPREVIOUS')], ['three', 'two']);
    assert.deepEqual(await stagesOf('turns'), { [token(2)]: ['AWSPREVIOUS'], [token(3)]: ['AWSCURRENT'] });
    const all = await client.send(new ListSecretVersionIdsCommand({ SecretId: 'turns', IncludeDeprecated: true }));
    assert.deepEqual(all.Versions?.map(({ VersionId }) => VersionId), [token(1), token(2), token(3)]);
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: 'turns', VersionId: token(1) }));
    assert.equal(SecretString, 'one');
  });

  test('are what they were: the same again does nothing, another value under the same token is refused', async () => {
    const again = { SecretId: 'turns', ClientRequestToken: token(3), SecretString: 'three' };
    assert.deepEqual((await client.send(new PutSecretValueCommand(again))).VersionStages, ['AWSCURRENT']);
    await assert.rejects(client.send(new PutSecretValueCommand({ ...again, SecretString: 'four' })), { name: 'ResourceExistsException' });
    await assert.rejects(client.send(new UpdateSecretCommand(again)), { name: 'ResourceExistsException' });
  });

  test('that are pending are current once the label has moved, and then the label says so from where', async () => {
    await client.send(new PutSecretValueCommand({ SecretId: 'turns', ClientRequestToken: token(4), SecretString: 'four', VersionStages: ['AWSPENDING'] }));
    assert.equal(await textOf(client, 'turns'), 'three');
    const move = { SecretId: 'turns', VersionStage: 'AWSCURRENT', MoveToVersionId: token(4) };
    const held = `The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT is currently attached to version ${token(3)}, so you must explicitly reference that version in RemoveFromVersionId.`;
    await assert.rejects(client.send(new UpdateSecretVersionStageCommand(move)), { name: 'InvalidParameterException', message: held });
    await client.send(new UpdateSecretVersionStageCommand({ ...move, RemoveFromVersionId: token(3) }));
    assert.deepEqual(await stagesOf('turns'), { [token(3)]: ['AWSPREVIOUS'], [token(4)]: ['AWSPENDING', 'AWSCURRENT'] });
    await client.send(new UpdateSecretVersionStageCommand({ SecretId: 'turns', VersionStage: 'AWSPENDING', RemoveFromVersionId: token(4) }));
    await assert.rejects(textOf(client, 'turns', 'AWSPENDING'), { name: 'ResourceNotFoundException', message: /staging label: AWSPENDING$/ });
    const drop = new UpdateSecretVersionStageCommand({ SecretId: 'turns', VersionStage: 'AWSCURRENT', RemoveFromVersionId: token(4) });
    await assert.rejects(client.send(drop), { name: 'InvalidParameterException', message: /can't be completely removed/ });
  });

  test('go by id and label together only where both are one', async () => {
    const asked = new GetSecretValueCommand({ SecretId: 'turns', VersionId: token(3), VersionStage: 'AWSCURRENT' });
    await assert.rejects(client.send(asked), { name: 'InvalidRequestException', message: 'You provided a VersionStage that is not associated to the provided VersionId.' });
  });
});

describe('a deletion', () => {
  test('waits 30 days, in which the secret is of no use and its name is taken; it can be taken back', async () => {
    const { arn } = await newSecret(client, { Name: 'going' });
    const { DeletionDate } = await client.send(new DeleteSecretCommand({ SecretId: 'going' }));
    assert.equal(DeletionDate?.toISOString(), standin.clock.now().plus(Duration.days(30)).toString());
    const marked = { name: 'InvalidRequestException', message: "You can't perform this operation on the secret because it was marked for deletion." };
    await assert.rejects(textOf(client, arn), marked);
    await assert.rejects(client.send(new TagResourceCommand({ SecretId: arn, Tags: [] })), marked);
    const taken = "You can't create this secret because a secret with this name is already scheduled for deletion.";
    await assert.rejects(newSecret(client, { Name: 'going' }), { name: 'InvalidRequestException', message: taken });
    assert.ok((await client.send(new DescribeSecretCommand({ SecretId: arn }))).DeletedDate);
    await client.send(new RestoreSecretCommand({ SecretId: arn }));
    assert.equal(await textOf(client, 'going'), 'open sesame');
  });

  test('comes when its window is over', async () => {
    await client.send(new DeleteSecretCommand({ SecretId: 'going', RecoveryWindowInDays: 7 }));
    await standin.pass(Duration.days(7));
    await assert.rejects(client.send(new DescribeSecretCommand({ SecretId: 'going' })), notFound);
  });

  test('that is forced comes at once, whether there is such a secret or not, and the name is free with other characters behind it', async () => {
    const first = await newSecret(client, { Name: 'forced' });
    await client.send(new DeleteSecretCommand({ SecretId: 'forced', ForceDeleteWithoutRecovery: true }));
    await client.send(new DeleteSecretCommand({ SecretId: 'forced', ForceDeleteWithoutRecovery: true }));
    assert.notEqual((await newSecret(client, { Name: 'forced' })).arn, first.arn);
    await assert.rejects(client.send(new DeleteSecretCommand({ SecretId: 'nobody' })), notFound);
  });

  test('takes a window of 7 to 30 days, or none', async () => {
    const within = { name: 'InvalidParameterException', message: 'The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).' };
    for (const RecoveryWindowInDays of [6, 31]) await assert.rejects(client.send(new DeleteSecretCommand({ SecretId: 'forced', RecoveryWindowInDays })), within);
    const both = new DeleteSecretCommand({ SecretId: 'forced', RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true });
    await assert.rejects(client.send(both), { name: 'InvalidParameterException' });
  });
});

describe('finding secrets', () => {
  const found = async (Key: 'name' | 'tag-key' | 'tag-value' | 'all' | 'description', ...Values: string[]): Promise<(string | undefined)[]> => {
    const { SecretList = [] } = await client.send(new ListSecretsCommand({ Filters: [{ Key, Values }, { Key: 'name', Values: ['find/'] }] }));
    return SecretList.map(({ Name }) => Name);
  };

  before(async () => {
    await newSecret(client, { Name: 'find/a', Description: 'Orders of the shop', Tags: [{ Key: 'team', Value: 'Sales' }] });
    await newSecret(client, { Name: 'find/b', Description: 'Invoices', Tags: [{ Key: 'owner', Value: 'sales' }] });
  });

  test('goes by the beginnings of names and tags, by words of descriptions, and by what is not wanted', async () => {
    assert.deepEqual(await found('name', 'find/'), ['find/a', 'find/b']);
    assert.deepEqual(await found('name', 'ind/'), []);
    assert.deepEqual(await found('tag-key', 'te'), ['find/a']);
    assert.deepEqual(await found('tag-value', 'sal'), ['find/b'], 'capitals count');
    assert.deepEqual(await found('description', 'sho', 'inv'), ['find/a', 'find/b']);
    assert.deepEqual(await found('all', 'sales'), ['find/a', 'find/b'], 'capitals do not count');
    assert.deepEqual(await found('tag-key', '!team'), ['find/b']);
  });

  test('leaves those out that wait for their end, unless they are asked for', async () => {
    await client.send(new DeleteSecretCommand({ SecretId: 'find/b' }));
    assert.deepEqual(await found('name', 'find/'), ['find/a']);
    const { SecretList = [] } = await client.send(new ListSecretsCommand({ IncludePlannedDeletion: true, SortBy: 'name', SortOrder: 'desc', MaxResults: 100 }));
    assert.ok(SecretList.some(({ Name }) => Name === 'find/b'));
    const names = SecretList.map(({ Name = '' }) => Name);
    assert.deepEqual(names, [...names].sort().reverse());
  });

  test('goes by pages', async () => {
    const first = await client.send(new ListSecretsCommand({ MaxResults: 1 }));
    const second = await client.send(new ListSecretsCommand({ MaxResults: 1, NextToken: first.NextToken }));
    assert.notEqual(first.SecretList?.[0]?.ARN, second.SecretList?.[0]?.ARN);
    await assert.rejects(client.send(new ListSecretsCommand({ NextToken: 'elsewhere' })), { name: 'InvalidNextTokenException' });
  });

  test('reads many at once, and says which could not be read', async () => {
    const { SecretValues = [], Errors = [] } = await client.send(new BatchGetSecretValueCommand({ SecretIdList: ['find/a', 'find/b', 'nobody'] }));
    assert.deepEqual(SecretValues.map(({ Name, SecretString }) => [Name, SecretString]), [['find/a', 'open sesame']]);
    assert.deepEqual(Errors.map(({ SecretId, ErrorCode }) => [SecretId, ErrorCode]), [['find/b', 'InvalidRequestException'], ['nobody', 'ResourceNotFoundException']]);
    const filtered = await client.send(new BatchGetSecretValueCommand({ Filters: [{ Key: 'name', Values: ['find/'] }] }));
    assert.equal(filtered.SecretValues?.length, 1);
    await assert.rejects(client.send(new BatchGetSecretValueCommand({})), { name: 'InvalidParameterException' });
  });

  test('shows what tags a secret has by now', async () => {
    await client.send(new TagResourceCommand({ SecretId: 'find/a', Tags: [{ Key: 'plan', Value: 'shop' }] }));
    await client.send(new UntagResourceCommand({ SecretId: 'find/a', TagKeys: ['team'] }));
    assert.deepEqual((await client.send(new DescribeSecretCommand({ SecretId: 'find/a' }))).Tags, [{ Key: 'plan', Value: 'shop' }]);
  });
});

test('what is read is on the day on which it was read', async () => {
  await newSecret(client, { Name: 'read' });
  assert.equal((await client.send(new DescribeSecretCommand({ SecretId: 'read' }))).LastAccessedDate, undefined);
  await textOf(client, 'read');
  const { LastAccessedDate } = await client.send(new DescribeSecretCommand({ SecretId: 'read' }));
  assert.equal(LastAccessedDate?.toISOString(), `${standin.clock.now().toString().slice(0, 10)}T00:00:00.000Z`);
});

test('a secret whose key is disabled is neither read nor written', async () => {
  const kms = standin.client(KMSClient, home);
  const { KeyMetadata: { Arn: key = '' } = {} } = await kms.send(new CreateKeyCommand({}));
  await newSecret(client, { Name: 'locked', KmsKeyId: key });
  await kms.send(new DisableKeyCommand({ KeyId: key }));
  await assert.rejects(textOf(client, 'locked'), { name: 'DecryptionFailure', message: /^Secrets Manager can't decrypt the protected secret text using the provided KMS key\./ });
  await assert.rejects(client.send(new PutSecretValueCommand({ SecretId: 'locked', SecretString: 'b' })), { name: 'EncryptionFailure' });
  await kms.send(new EnableKeyCommand({ KeyId: key }));
  await client.send(new UpdateSecretCommand({ SecretId: 'locked', KmsKeyId: '' }));
  await kms.send(new DisableKeyCommand({ KeyId: key }));
  assert.equal(await textOf(client, 'locked'), 'open sesame', 'the key of the service has taken its place');
});

describe('a random password', () => {
  const drawn = async (asked: object = {}): Promise<string> => (await client.send(new GetRandomPasswordCommand(asked))).RandomPassword ?? '';

  test('has 32 characters of four types, and no two are the same', async () => {
    const [one, two] = [await drawn(), await drawn()];
    assert.equal(one.length, 32);
    for (const type of [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/]) assert.match(one, type);
    assert.notEqual(one, two);
  });

  test('is of what is asked for', async () => {
    assert.match(await drawn({ PasswordLength: 4096, ExcludePunctuation: true, ExcludeUppercase: true, ExcludeCharacters: 'abc' }), /^[d-z0-9]{4096}$/);
    assert.match(await drawn({ PasswordLength: 1, RequireEachIncludedType: false }), /^.$/);
    await assert.rejects(drawn({ PasswordLength: 3 }), { name: 'InvalidParameterException' });
    await assert.rejects(drawn({ ExcludeLowercase: true, ExcludeUppercase: true, ExcludeNumbers: true, ExcludePunctuation: true }), { name: 'InvalidParameterException' });
  });
});
