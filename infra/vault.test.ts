/** A vault as the plan promises it: what fills it and its copy, and how both are taken back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VaultResource } from '../aws/resources';
import { type DrillUnderTest, drillUnderTest } from '../drill/drill-under-test';
import { Duration } from '../time/duration';
import { provisionVault } from './vault';

const [home, elsewhere] = ['eu-central-1', 'eu-west-1'];
const identifier = 'muster-test-vault';
const promise = { schedule: 'cron(0 0/6 ? * * *)', keepFor: Duration.days(35), copy: { region: elsewhere, keepFor: Duration.days(90) } };

/** What is protected is a bucket here, which is quicker to back up than a database. */
async function provisioned(ground: DrillUnderTest): Promise<VaultResource> {
  const { drill } = ground;
  return ground.during(async () => {
    const s3 = drill.services.s3(home);
    await s3.createBucket(identifier);
    await s3.enableVersioning(identifier);
    await s3.put(identifier, 'a', Buffer.from('one'));
    return provisionVault(drill, promise, { region: home, identifier, arn: `arn:aws:s3:::${identifier}`, everyMomentDays: 7, tags: { drill: 'test' } });
  });
}

test('a vault is filled by the schedule and at every moment, and its copy by the schedule', async () => {
  await using ground = await drillUnderTest();
  const { services, clock } = ground.drill;
  const vault = await provisioned(ground);
  assert.deepEqual([vault.name, vault.copy], [identifier, { region: elsewhere, name: identifier }]);
  assert.match(vault.roleArn, /:role\/muster-test-vault-backup$/);
  const held = await ground.during(async () => {
    await clock.sleep(Duration.hours(10));
    return Promise.all([home, elsewhere].map((region) => services.backup(region).recoveryPoints(identifier)));
  });
  const [here = [], there = []] = held.map((points) => points.map(({ status, continuous }) => `${continuous ? 'every moment' : 'by schedule'} ${status}`));
  assert.deepEqual([...new Set(here)].sort(), ['by schedule COMPLETED', 'every moment AVAILABLE']);
  assert.deepEqual([...new Set(there)], ['by schedule COMPLETED']);
});

test('its undo is on disk before it is made, and takes back what is in it and what is still on its way', async () => {
  await using ground = await drillUnderTest();
  const { services, undo, clock } = ground.drill;
  await provisioned(ground);
  const filed = ground.entries('undo-filed');
  assert.deepEqual(filed.map(({ action }) => action), ['delete-role', 'delete-vault', 'delete-vault', 'delete-backup-plan']);
  const made = ground.entries('call').filter(({ operation }) => ['CreateRole', 'CreateBackupVault', 'CreateBackupPlan'].includes(operation));
  assert.equal(made.length, filed.length);
  for (const [index, create] of made.entries()) assert.ok((filed[index]?.seq ?? Infinity) < create.seq, create.operation);
  await ground.during(async () => {
    // Until a copy is being made.
    for (let looks = 0; looks < 500 && !(await services.backup(elsewhere).recoveryPoints(identifier)).some(({ status }) => status === 'CREATING'); looks += 1) await clock.sleep(Duration.minutes(2));
    await undo.all(services);
    for (const region of [home, elsewhere]) assert.deepEqual([await services.backup(region).recoveryPoints(identifier), await services.backup(region).deleteVault(identifier)], [[], false]);
    assert.equal(await services.backup(home).deleteSchedule(identifier), false);
  });
  for (const { action, does, arguments: args } of filed) undo.file({ action, does, arguments: args });
  await ground.during(() => undo.all(services));
  assert.deepEqual(ground.entries('undo-done').map(({ result }) => result), [...filed.map(() => 'done'), ...filed.map(() => 'nothing left to do')]);
});
