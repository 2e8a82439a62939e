/** One client token makes one template. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CreateExperimentTemplateCommand, ListExperimentTemplatesCommand } from '@aws-sdk/client-fis';
import { standinUnderTest } from '../../standin-under-test';
import { waiting, withRole } from '../fis-under-test';

test('a template is made once for one token, and another one is a conflict', async () => {
  await using standin = await standinUnderTest();
  const fis = await withRole(standin);
  const make = async (change: object = {}): Promise<string | undefined> => (await fis.send(new CreateExperimentTemplateCommand({ ...waiting, ...change }))).experimentTemplate?.id;
  const first = await make();
  assert.equal(await make(), first);
  await assert.rejects(make({ description: 'waits longer' }), (error: Error & { $metadata?: { httpStatusCode?: number } }) => error.name === 'ConflictException' && error.$metadata?.httpStatusCode === 409);
  assert.notEqual(await make({ clientToken: 'two' }), first);
  assert.equal((await fis.send(new ListExperimentTemplatesCommand({}))).experimentTemplates?.length, 2);
});

test('a page has one to a hundred templates', async () => {
  await using standin = await standinUnderTest();
  const fis = await withRole(standin);
  for (const clientToken of ['one', 'two']) await fis.send(new CreateExperimentTemplateCommand({ ...waiting, clientToken }));
  for (const maxResults of [0, 101]) await assert.rejects(fis.send(new ListExperimentTemplatesCommand({ maxResults })), { name: 'ValidationException' });
  const first = await fis.send(new ListExperimentTemplatesCommand({ maxResults: 1 }));
  const second = await fis.send(new ListExperimentTemplatesCommand({ maxResults: 100, nextToken: first.nextToken }));
  assert.deepEqual([first.experimentTemplates?.length, second.experimentTemplates?.length, second.nextToken], [1, 1, undefined]);
});
