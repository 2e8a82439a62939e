/** The catalogue has each experiment once, says what it may do, and binds it only to what it can break. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { region } from '../aws/services-under-test';
import { drillUnderTest } from '../drill/drill-under-test';
import { Compromised } from '../measure/endings';
import { bindExperiment, experimentNames, experimentUndo } from './catalogue';
import { badConfiguration } from './damage/bad-configuration';
import { badFunctionVersion } from './damage/bad-function-version';
import { badMigration } from './damage/bad-migration';
import { damagedRecords } from './damage/damaged-records';
import { deletedObjects } from './damage/deleted-objects';
import { droppedTable } from './damage/dropped-table';
import { lostBucket } from './damage/lost-bucket';
import { lostDatabase } from './damage/lost-database';
import { lostVolume } from './damage/lost-volume';
import { overwrittenObjects } from './damage/overwritten-objects';
import { terminatedInstance } from './damage/terminated-instance';
import { databaseFailover } from './database-failover';
import { pausedReplication } from './paused-replication';

const all = [
  ...[badConfiguration, badFunctionVersion, badMigration, damagedRecords, databaseFailover, deletedObjects, droppedTable],
  ...[lostBucket, lostDatabase, lostVolume, overwrittenObjects, pausedReplication, terminatedInstance],
];

test('every experiment is in it once, under a name of its own', () => {
  assert.deepEqual([...experimentNames], all.map(({ name }) => name).sort());
  assert.equal(new Set(experimentNames).size, experimentNames.length);
});

test('experiments that undo under the same name undo in the same way', () => {
  for (const { undo } of all) for (const [name, action] of Object.entries(undo)) assert.equal(experimentUndo[name], action, name);
});

test('every experiment says what it does, how far it reaches, and what rights it needs', () => {
  for (const { name, does, blastRadius, permissions } of all) {
    assert.match(name, /^[a-z]+(-[a-z]+)*$/);
    for (const sentence of [does, blastRadius]) assert.match(sentence, /^[A-Z].*\.$/, name);
    assert.ok(permissions.length > 0, name);
  }
});

test('an experiment is bound to the kind of thing that it breaks, and to nothing else', async () => {
  await using ground = await drillUnderTest();
  const { drill } = ground;
  const owner = { plan: 'shop', drill: 'a', seed: 1, component: 'invoices' };
  const bucket = { kind: 'bucket', region, bucket: 'b', owner, tags: {}, s3: drill.services.s3(region) } as const;
  assert.equal(bindExperiment('overwritten-objects', drill, bucket).does, overwrittenObjects.does);
  for (const name of ['bad-migration', 'unheard-of']) {
    assert.throws(() => bindExperiment(name, drill, bucket), (error) => error instanceof Compromised && error.message.includes(`"${name}" does not damage a bucket`));
  }
});
