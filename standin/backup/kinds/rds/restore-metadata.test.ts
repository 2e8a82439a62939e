/** What the metadata of a restore of a database can say, and what a test of one says. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overridable, readMetadata, testMetadataOf } from './restore-metadata';

const named = { DBInstanceIdentifier: 'new' };

function refuses(metadata: Record<string, string>, message: RegExp, continuous = false): void {
  const refusal = { name: 'InvalidParameterValueException', message: new RegExp(`^Restore metadata is invalid\\. .*${message.source}`) };
  assert.throws(() => readMetadata(metadata, continuous), refusal, JSON.stringify(metadata));
}

test('metadata that mean nothing are refused, each by its name', () => {
  refuses({}, /DBInstanceIdentifier is missing/);
  refuses({ ...named, Colour: 'blue' }, /Colour is not known/);
  refuses({ ...named, Port: 'high' }, /Port must be a number, not high/);
  refuses({ ...named, MultiAZ: 'perhaps' }, /MultiAZ must be true or false, not perhaps/);
  refuses({ ...named, VpcSecurityGroupIds: 'sg-1' }, /VpcSecurityGroupIds must be a JSON array, not sg-1/);
  refuses({ ...named, RestoreTime: '2026-01-05T00:00:00Z' }, /RestoreTime is not known/);
});

test('numbers, flags and lists are text, and names are taken in any case', () => {
  const read = readMetadata({ dbinstanceidentifier: 'new', Port: '5433', multiAz: 'True', VpcSecurityGroupIds: '["sg-1"]', OptionGroupName: '', DBName: 'null' }, false);
  assert.deepEqual(read, { DBInstanceIdentifier: 'new', Port: 5_433, MultiAZ: true, VpcSecurityGroupIds: ['sg-1'] });
});

test('what is only told is of no effect', () => {
  const told = { EngineVersion: '18.1', KmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/x', Encrypted: 'true', vpcId: 'vpc-1' };
  assert.deepEqual(readMetadata({ ...named, ...told }, false), named);
});

test('a continuous backup is restored to one time, an instant or the latest, and is told the engine', () => {
  refuses({ ...named, UseLatestRestorableTime: 'true' }, /Engine is missing/, true);
  const moving = { ...named, Engine: 'postgres' };
  refuses(moving, /either RestoreTime or UseLatestRestorableTime/, true);
  refuses({ ...moving, RestoreTime: '2026-01-05T10:00:00Z', UseLatestRestorableTime: 'true' }, /not both/, true);
  refuses({ ...moving, RestoreTime: 'yesterday' }, /RestoreTime must be a time like/, true);
  assert.deepEqual(readMetadata({ ...moving, RestoreTime: '2026-01-05T10:00:00Z' }, true), { ...moving, RestoreTime: new Date('2026-01-05T10:00:00Z') });
  assert.deepEqual(readMetadata({ ...moving, UseLatestRestorableTime: 'true' }, true), { ...moving, UseLatestRestorableTime: true });
});

// https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html
test('a test restores in one zone, closed to the public and without protection, under a name of its own', () => {
  const source = { DBInstanceClass: 'db.t4g.micro', AvailabilityZone: 'us-east-1a', MultiAZ: 'true', PubliclyAccessible: 'true', DeletionProtection: 'true' };
  assert.deepEqual(testMetadataOf(source, 'D48D8717'), {
    DBInstanceClass: 'db.t4g.micro', DBInstanceIdentifier: 'awsbackup-restore-test-d48d8717', MultiAZ: 'false', PubliclyAccessible: 'false', DeletionProtection: 'false',
  });
});

test('a test can be told otherwise in what AWS lists, which names and protection are not of', () => {
  for (const key of ['allocatedstorage', 'dbinstanceclass', 'dbsubnetgroupname', 'multiaz', 'port', 'vpcsecuritygroupids'] as const) assert.ok(overridable.includes(key), key);
  assert.ok(overridable.every((key) => !['dbinstanceidentifier', 'deletionprotection', 'engine', 'copytagstosnapshot'].includes(key)));
  assert.equal(overridable.length, 19);
});
