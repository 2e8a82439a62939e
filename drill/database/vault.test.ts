/** What a vault does not have is said, and nothing else is restored in its place. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Compromised } from '../../measure/endings';
import { Duration } from '../../time/duration';
import { drillUnderTest, protectUnderTest } from '../drill-under-test';
import { PlanFellShort } from '../drill';
import { Database } from './database';
import { DatabaseVault } from './vault';

test('a vault without a copy elsewhere restores nothing from elsewhere, and an empty one nothing at all', async () => {
  await using ground = await drillUnderTest();
  const { drill } = ground;
  await protectUnderTest(drill, 'orders');
  const subject = drill.subject('orders');
  const { recoverable } = subject;
  assert.ok(recoverable instanceof Database && recoverable.resource.vault);
  const { name, roleArn } = recoverable.resource.vault;
  const vault = new DatabaseVault(recoverable, { schedule: 'cron(0 3 ? * * *)', keepFor: Duration.days(35) }, { name, roleArn });

  await assert.rejects(ground.during(() => vault.restore(drill, subject, 'elsewhere')), (error) => error instanceof Compromised && error.message.includes('Add copy to its backup in the plan'));
  await assert.rejects(ground.during(() => vault.held('elsewhere')), Compromised);
  await assert.rejects(ground.during(() => vault.restore(drill, subject, 'oldest')), (error) => error instanceof PlanFellShort && error.message.includes('holds nothing that "orders" could be restored from'));
  assert.equal(ground.entries('call').some(({ operation }) => operation === 'StartRestoreJob'), false);
});
