/** A replica that takes over: the service is on it with everything it does, and nothing more goes to where it was. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Compromised } from '../../measure/endings';
import { Duration } from '../../time/duration';
import { PlanFellShort } from '../drill';
import { accountForWrites } from '../phases/account-for';
import { awaitQuietAlarm, checkReplicaFollows, noticeStop, serveFromReplica } from '../phases/protections/replica';
import { restoreBeforeDamage } from '../phases/restore';
import { holdSteadyState, startWitnesses } from '../phases/steady-state';
import { verifyRestored } from '../phases/verify';
import { bucketUnderTest, copyOf, saying, spoil } from './bucket-under-test';

describe('a service that is pointed at the replica', () => {
  test('reads and writes there, witnesses too, is verified there, and is restored there', async () => {
    await using ground = await bucketUnderTest();
    const { drill, bucket, s3, name } = ground;
    const copy = copyOf(ground);
    await startWitnesses(drill, 'invoices', Duration.minutes(1));
    await holdSteadyState(drill, 'invoices', Duration.minutes(2));
    await spoil(ground, { overwritten: [3] });
    await ground.during(() => drill.clock.sleep(Duration.minutes(16)));
    await serveFromReplica(drill, 'invoices');
    assert.deepEqual([bucket.inService.bucket, bucket.inService.region], [copy.bucket, 'eu-west-1']);
    assert.equal((await ground.during(() => bucket.probe())).saw, '60 invoices, 0 missing, 1 different', 'what was damaged was copied');
    const { subject } = ground;
    const [ready, last] = [subject.marks.get('resource-ready'), subject.notYetInService];
    assert.ok(ready && last && !last.isBefore(ready.notBefore));

    const before = await ground.during(() => s3.versions(name, ''));
    await restoreBeforeDamage(drill, 'invoices');
    await ground.during(() => drill.clock.sleep(Duration.minutes(2)));
    assert.equal((await ground.during(() => bucket.probe())).saw, '60 invoices, 0 missing, 0 different');
    await verifyRestored(drill, 'invoices');
    await accountForWrites(drill, 'invoices');
    assert.deepEqual(await ground.during(() => s3.versions(name, '')), before, 'nothing more is written to where it was');
    const [written, read] = ground.entries('witness');
    assert.ok(written && read && read.lines > 15);
  });

  test('finds a replica there, or the plan has fallen short', async () => {
    await using ground = await bucketUnderTest();
    const copy = copyOf(ground);
    await ground.during(() => copy.s3.deleteBucketWithContent(copy.bucket));
    await assert.rejects(serveFromReplica(ground.drill, 'invoices'), saying(PlanFellShort, `There is no ${copy.bucket} in eu-west-1`, 'in place of "invoices"'));
    assert.deepEqual([ground.bucket.inService.bucket, ground.subject.marks.has('resource-ready')], [ground.name, false]);
    assert.equal(ground.entries('look').at(-1)?.good, false);
  });

  test('needs one in the plan, as everything about a replica does', async () => {
    await using ground = await bucketUnderTest({ component: 'receipts' });
    for (const act of [awaitQuietAlarm, noticeStop, serveFromReplica, checkReplicaFollows]) {
      await assert.rejects(act(ground.drill, 'receipts'), saying(Compromised, 'gives "receipts" no replica', 'Add replica to it'));
    }
  });
});
