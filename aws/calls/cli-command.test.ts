/** A recorded call can be read as the AWS CLI command that does the same. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { cliCommand } from './cli-command';

test('services and operations go by the names that the CLI has for them', () => {
  assert.equal(cliCommand('rds', 'RestoreDBInstanceToPointInTime', 'eu-west-1', {}), 'aws rds restore-db-instance-to-point-in-time --region eu-west-1');
  assert.equal(cliCommand('s3', 'ListObjectsV2', 'eu-west-1', {}), 'aws s3api list-objects-v2 --region eu-west-1');
});

test('members become options, acronyms and all', () => {
  const options = cliCommand('rds', 'CreateDBInstance', 'eu-west-1', { DBInstanceIdentifier: 'orders', DBName: 'app', AllocatedStorage: 20, MultiAZ: true, PubliclyAccessible: false });
  assert.equal(options.slice('aws rds create-db-instance --region eu-west-1 '.length), '--db-instance-identifier orders --db-name app --allocated-storage 20 --multi-az --no-publicly-accessible');
});

test('what is nested is given as JSON, which the CLI takes', () => {
  const tagging = cliCommand('s3', 'PutBucketTagging', 'eu-west-1', { Bucket: 'b', Tagging: { TagSet: [{ Key: 'owner', Value: "Ann's team" }] } });
  assert.equal(tagging, `aws s3api put-bucket-tagging --region eu-west-1 --bucket b --tagging '{"TagSet":[{"Key":"owner","Value":"Ann'\\''s team"}]}'`);
});

test('what needs no quotes gets none, and nothing at all is quoted too', () => {
  const times = cliCommand('rds', 'X', 'r', { At: '2026-01-05T09:00:00.000Z', Arn: 'arn:aws:rds:eu-west-1:1:db:x', Empty: '' });
  assert.equal(times, "aws rds x --region r --at 2026-01-05T09:00:00.000Z --arn arn:aws:rds:eu-west-1:1:db:x --empty ''");
});

test('a shell gives the command exactly the values of the call', () => {
  const text = fc.string({ unit: fc.constantFrom(...`ab'"\\ $\`!*?~;&|<>()[]{}#\n\t-=%äß`), maxLength: 12 });
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 3 }), (plain, nested) => {
      const command = cliCommand('s3', 'PutObject', 'r', { Key: plain, Parts: nested });
      const heard = execFileSync('/bin/sh', ['-c', `aws() { printf '%s\\0' "$@"; }; ${command}`], { encoding: 'utf8' });
      assert.deepEqual(heard.split('\0').slice(0, -1), ['s3api', 'put-object', '--region', 'r', '--key', plain, '--parts', JSON.stringify(nested)]);
    }),
    { numRuns: 60 },
  );
});
