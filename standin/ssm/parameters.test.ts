/** Parameters: put, read by name, version, label and path, found, labelled and deleted. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  AddTagsToResourceCommand,
  DeleteParameterCommand,
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  LabelParameterVersionCommand,
  ListTagsForResourceCommand,
  type ParameterStringFilter,
  type PutParameterCommandInput,
  RemoveTagsFromResourceCommand,
  type SSMClient,
  UnlabelParameterVersionCommand,
} from '@aws-sdk/client-ssm';
import { type StandinUnderTest, standinUnderTest } from '../standin-under-test';
import { clientIn, home, put, valueOf } from './ssm-under-test';

let standin: StandinUnderTest;
let client: SSMClient;

before(async () => {
  standin = await standinUnderTest();
  client = clientIn(standin);
});
after(async () => {
  await standin[Symbol.asyncDispose]();
  assert.deepEqual(standin.faults, []);
});

async function namesBelow(Path: string, Recursive?: boolean, ParameterFilters?: ParameterStringFilter[]): Promise<(string | undefined)[]> {
  const { Parameters = [] } = await client.send(new GetParametersByPathCommand({ Path, Recursive, ParameterFilters }));
  return Parameters.map(({ Name }) => Name);
}

async function namesWith(...ParameterFilters: ParameterStringFilter[]): Promise<(string | undefined)[]> {
  const { Parameters = [] } = await client.send(new DescribeParametersCommand({ ParameterFilters }));
  return Parameters.map(({ Name }) => Name);
}

describe('a parameter', () => {
  test('is put and read, with an ARN that has one slash, by its name and by its ARN', async () => {
    assert.equal(await put(client, '/shop/url', 'https://shop'), 1);
    const { Parameter: read } = await client.send(new GetParameterCommand({ Name: '/shop/url' }));
    const arn = `arn:aws:ssm:${home}:123456789012:parameter/shop/url`;
    assert.deepEqual({ ...read, LastModifiedDate: undefined }, { Name: '/shop/url', Type: 'String', Value: 'https://shop', Version: 1, LastModifiedDate: undefined, ARN: arn, DataType: 'text' });
    assert.equal(await valueOf(client, arn), 'https://shop');
    await assert.rejects(valueOf(clientIn(standin, 'us-east-1'), '/shop/url'), { name: 'ParameterNotFound' });
  });

  test('is not put again unless it may be overwritten, and then keeps its description and gets a version', async () => {
    await put(client, 'colour', 'red', { Description: 'What it looks like' });
    await assert.rejects(put(client, 'colour', 'blue'), {
      name: 'ParameterAlreadyExists',
      message: 'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    });
    assert.equal(await put(client, 'colour', 'blue', { Overwrite: true, Type: undefined }), 2);
    const { Parameters: versions = [] } = await client.send(new GetParameterHistoryCommand({ Name: 'colour' }));
    assert.deepEqual(versions.map(({ Version, Value, Description }) => [Version, Value, Description]), [
      [1, 'red', 'What it looks like'],
      [2, 'blue', 'What it looks like'],
    ]);
    assert.equal(await valueOf(client, 'colour:1'), 'red');
    await assert.rejects(valueOf(client, 'colour:3'), { name: 'ParameterVersionNotFound', message: 'Systems Manager could not find version 3 of colour. Verify the version and try again.' });
    await assert.rejects(put(client, 'colour', 'a,b', { Overwrite: true, Type: 'StringList' }), { name: 'HierarchyTypeMismatchException' });
  });

  test('has a hundred versions, and no more where the oldest has a label', async () => {
    for (let version = 1; version <= 101; version++) await put(client, 'many', String(version), { Overwrite: true });
    await assert.rejects(valueOf(client, 'many:1'), { name: 'ParameterVersionNotFound' });
    await client.send(new LabelParameterVersionCommand({ Name: 'many', ParameterVersion: 2, Labels: ['kept'] }));
    await assert.rejects(put(client, 'many', 'one more', { Overwrite: true }), { name: 'ParameterMaxVersionLimitExceeded' });
    assert.equal(await valueOf(client, 'many:kept'), '2');
  });

  const refused: [string, string, Partial<PutParameterCommandInput>, string][] = [
    ['under a name of AWS', 'awsome', {}, 'ValidationException'],
    ['in a hierarchy of AWS', '/aws/mine', {}, 'AccessDeniedException'],
    ['in a hierarchy without a slash before it', 'shop/url', {}, 'ValidationException'],
    ['under a name with a blank', 'a name', {}, 'ValidationException'],
    ['deeper than fifteen levels', `/${'a/'.repeat(15)}a`, {}, 'HierarchyLevelLimitExceededException'],
    ['without a type', 'typeless', { Type: undefined }, 'ValidationException'],
    ['with more than 4096 characters', 'long', { Value: 'x'.repeat(4097) }, 'ValidationException'],
    ['with more than 8192 characters', 'longer', { Value: 'x'.repeat(8193), Tier: 'Advanced' }, 'ValidationException'],
    ['with a value that its pattern does not have', 'number', { Value: 'x', AllowedPattern: '^\\d+$' }, 'ParameterPatternMismatchException'],
    ['with a pattern that is none', 'pattern', { AllowedPattern: '(' }, 'InvalidAllowedPatternException'],
    ['with a key and no secret', 'keyed', { KeyId: 'alias/aws/ssm' }, 'ValidationException'],
    ['with a parameter in its value', 'nested', { Value: '{{ssm:other}}' }, 'ValidationException'],
    ['with tags where it may be overwritten', 'tagged', { Overwrite: true, Tags: [{ Key: 'a', Value: 'b' }] }, 'ValidationException'],
    ['with policies, which are not served', 'policies', { Tier: 'Advanced', Policies: '[{"Type":"Expiration"}]' }, 'NotImplemented'],
    ['as the id of an image, which is not served', 'image', { DataType: 'aws:ec2:image' }, 'NotImplemented'],
  ];
  for (const [how, name, asked, error] of refused) {
    test(`is not put ${how}`, async () => {
      await assert.rejects(put(client, name, 'value', asked), { name: error });
    });
  }

  test('becomes an advanced one where it is too long, and never goes back', async () => {
    await put(client, 'tall', 'x'.repeat(5000), { Tier: 'Intelligent-Tiering' });
    await assert.rejects(put(client, 'tall', 'x', { Overwrite: true, Tier: 'Standard' }), { name: 'ValidationException' });
    await put(client, 'tall', 'x', { Overwrite: true });
    assert.deepEqual(await namesWith({ Key: 'Tier', Values: ['Advanced'] }), ['tall']);
  });

  test('is deleted, also with others, of which those that are not there are told', async () => {
    for (const name of ['gone', 'lost', 'missing']) await put(client, name, 'x');
    await client.send(new DeleteParameterCommand({ Name: 'gone' }));
    await assert.rejects(client.send(new DeleteParameterCommand({ Name: 'gone' })), { name: 'ParameterNotFound' });
    const answer = await client.send(new DeleteParametersCommand({ Names: ['lost', 'missing', 'gone'] }));
    assert.deepEqual([answer.DeletedParameters, answer.InvalidParameters], [['lost', 'missing'], ['gone']]);
  });
});

describe('many parameters', () => {
  before(async () => {
    for (const name of ['/app/a', '/app/b', '/app/deep/c', '/apple']) await put(client, name, name);
    await put(client, '/app/list', 'x,y', { Type: 'StringList', Tags: [{ Key: 'team', Value: 'sre' }] });
  });

  test('are read by name, and those that are not there are told', async () => {
    const { Parameters = [], InvalidParameters } = await client.send(new GetParametersCommand({ Names: ['/app/b', '/none', '/app/a', '/app/a:7'] }));
    assert.deepEqual([Parameters.map(({ Value }) => Value), InvalidParameters], [['/app/b', '/app/a'], ['/none', '/app/a:7']]);
    await assert.rejects(client.send(new GetParametersCommand({ Names: Array.from({ length: 11 }, (_, n) => `n${n}`) })), { name: 'ValidationException' });
  });

  test('are read by path, just below it or at any depth', async () => {
    assert.deepEqual(await namesBelow('/app'), ['/app/a', '/app/b', '/app/list']);
    assert.deepEqual(await namesBelow('/app/', true), ['/app/a', '/app/b', '/app/deep/c', '/app/list']);
    assert.deepEqual(await namesBelow('/app', true, [{ Key: 'Type', Values: ['StringList'] }]), ['/app/list']);
    await assert.rejects(namesBelow('app'), { name: 'ValidationException' });
    await assert.rejects(namesBelow('/app', true, [{ Key: 'Name', Values: ['x'] }]), { name: 'InvalidFilterKey' });
  });

  test('are read in pages of at most ten', async () => {
    const first = await client.send(new GetParametersByPathCommand({ Path: '/app', MaxResults: 2 }));
    const second = await client.send(new GetParametersByPathCommand({ Path: '/app', MaxResults: 2, NextToken: first.NextToken }));
    assert.deepEqual([first.Parameters?.length, second.Parameters?.length, second.NextToken], [2, 1, undefined]);
    await assert.rejects(client.send(new GetParametersByPathCommand({ Path: '/app', MaxResults: 11 })), { name: 'ValidationException' });
  });

  test('are found by name, path, type and tag', async () => {
    assert.deepEqual(await namesWith({ Key: 'Name', Option: 'BeginsWith', Values: ['app'] }, { Key: 'Path', Values: ['/'] }), ['/apple']);
    assert.deepEqual(await namesWith({ Key: 'Name', Option: 'Contains', Values: ['deep'] }), ['/app/deep/c']);
    assert.deepEqual(await namesWith({ Key: 'tag:team', Values: ['sre'] }), ['/app/list']);
    assert.deepEqual(await namesWith({ Key: 'Type', Values: ['StringList'] }), ['/app/list']);
    await assert.rejects(namesWith({ Key: 'Label', Values: ['x'] }), { name: 'InvalidFilterKey' });
    await assert.rejects(namesWith({ Key: 'Type', Values: ['x'] }), { name: 'InvalidFilterValue' });
    await assert.rejects(namesWith({ Key: 'Type', Option: 'Contains', Values: ['String'] }), { name: 'InvalidFilterOption' });
  });

  test('are tagged by their names', async () => {
    const resource = { ResourceType: 'Parameter', ResourceId: '/app/a' } as const;
    await client.send(new AddTagsToResourceCommand({ ...resource, Tags: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }] }));
    await client.send(new RemoveTagsFromResourceCommand({ ...resource, TagKeys: ['a'] }));
    assert.deepEqual((await client.send(new ListTagsForResourceCommand(resource))).TagList, [{ Key: 'b', Value: '2' }]);
    await assert.rejects(client.send(new ListTagsForResourceCommand({ ...resource, ResourceId: '/none' })), { name: 'InvalidResourceId' });
  });
});

describe('a label', () => {
  test('names one version, moves to another and goes', async () => {
    for (const value of ['one', 'two']) await put(client, 'release', value, { Overwrite: true });
    const label = async (Labels: string[], ParameterVersion?: number): Promise<string[] | undefined> =>
      (await client.send(new LabelParameterVersionCommand({ Name: 'release', ParameterVersion, Labels }))).InvalidLabels;
    assert.deepEqual(await label(['live'], 1), []);
    assert.equal(await valueOf(client, 'release:live'), 'one');
    await label(['live']);
    assert.equal(await valueOf(client, 'release:live'), 'two');
    assert.deepEqual(await label(['aws-own', '1st', 'fine'], 1), ['aws-own', '1st']);
    await assert.rejects(label(['live'], 9), { name: 'ParameterVersionNotFound' });
    const gone = await client.send(new UnlabelParameterVersionCommand({ Name: 'release', ParameterVersion: 2, Labels: ['live', 'none'] }));
    assert.deepEqual([gone.RemovedLabels, gone.InvalidLabels], [['live'], ['none']]);
    await assert.rejects(valueOf(client, 'release:live'), { name: 'ParameterVersionNotFound' });
  });

  test('is one of ten that a version has at most', async () => {
    await put(client, 'crowded', 'x');
    await client.send(new LabelParameterVersionCommand({ Name: 'crowded', Labels: Array.from({ length: 10 }, (_, n) => `label${n}`) }));
    await assert.rejects(client.send(new LabelParameterVersionCommand({ Name: 'crowded', Labels: ['eleventh'] })), { name: 'ParameterVersionLabelLimitExceeded' });
  });
});
