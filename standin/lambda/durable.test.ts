/** What a world that is kept still knows of its functions when another process takes it up. */
import { AddPermissionCommand, CreateAliasCommand, GetFunctionCommand, GetPolicyCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Duration } from '../../time/duration';
import { lambdaUnderTest, makeRole } from './lambda-under-test';

test('functions, their code and what was under way are taken up again', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'muster-lambda-'));
  try {
    {
      await using world = await lambdaUnderTest(directory);
      await makeRole(world.standin);
      await world.make('kept', 'export const handler = async () => process.env.WHICH ?? "none";', { Publish: true });
      await world.lambda.send(new CreateAliasCommand({ FunctionName: 'kept', Name: 'live', FunctionVersion: '1' }));
      await world.lambda.send(new AddPermissionCommand({ FunctionName: 'kept', Qualifier: 'live', StatementId: 'rule', Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' }));
      await world.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'kept', Environment: { Variables: { WHICH: 'new' } } }));
    }
    await using world = await lambdaUnderTest(directory);
    const before = await world.lambda.send(new GetFunctionCommand({ FunctionName: 'kept' }));
    assert.equal(before.Configuration?.LastUpdateStatus, 'InProgress');
    assert.equal((await world.invoke('kept')).payload, 'none');
    await world.standin.pass(Duration.seconds(10));
    assert.equal((await world.invoke('kept')).payload, 'new');
    assert.equal((await world.invoke('kept:live')).payload, 'none');
    assert.match((await world.lambda.send(new GetPolicyCommand({ FunctionName: 'kept', Qualifier: 'live' }))).Policy ?? '', /"Sid":"rule"/);
    assert.deepEqual(world.standin.faults, []);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});
