/** A server as the plan says, what surrounds it, and how it is taken back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { componentOf, drillUnderTest } from '../../drill/drill-under-test';
import { HttpSilence } from '../../aws/servers/http';
import { provisionServer } from './server';

test('a provisioned server answers with its version and its records, is tagged, and is gone after its undo, which was on disk before it', async () => {
  await using ground = await drillUnderTest();
  const { drill } = ground;
  const component = componentOf(drill.plan, 'tills');
  assert.ok(component.kind === 'server');
  const server = await ground.during(() => provisionServer(drill, component));
  const { region, instanceId, volumeId, tags, publicName: host, port, records } = server;
  const http = drill.services.http(() => ({ host, port }));
  assert.deepEqual(await ground.during(() => server.probe(http)), { good: true, saw: `version 1, ${records.size} records, 0 of them not what was taken` });
  const volume = await ground.during(() => drill.services.volumes(region).find(volumeId));
  assert.deepEqual([volume?.status, volume?.encrypted, volume?.attachment?.device, volume?.tags], ['in-use', true, '/dev/sdf', tags]);

  const seqOf = (operation: string): number => ground.entries('call').find((call) => call.operation === operation)?.seq ?? 0;
  const filedAt = (action: string): number => ground.entries('undo-filed').find((one) => one.action === action)?.seq ?? Infinity;
  assert.ok(filedAt('delete-servers') < seqOf('RunInstances') && filedAt('delete-security-group') < seqOf('CreateSecurityGroup'));

  // Records that are not what was taken are found out.
  await ground.during(() => http.act({ method: 'PUT', path: `/records/${[...records.keys()][3]}`, body: 'nonsense' }));
  assert.deepEqual(await ground.during(() => server.probe(http)), { good: false, saw: `version 1, ${records.size} records, 1 of them not what was taken` });

  const undone = await ground.during(() => drill.undo.all(drill.services));
  assert.deepEqual(undone.map(({ result }) => result).filter((result) => result !== 'done'), []);
  assert.equal(await ground.during(() => drill.services.volumes(region).find(volumeId)), undefined);
  assert.equal((await ground.during(() => drill.services.instances(region).find(instanceId)))?.state, 'terminated');
  await assert.rejects(ground.during(() => http.ask({ method: 'GET', path: '/health' })), HttpSilence);
});
