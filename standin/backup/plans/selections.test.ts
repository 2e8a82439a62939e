/** Selections of a plan: what they take, and what is refused. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Backup, BackupSelection } from '@aws-sdk/client-backup';
import { IAM } from '@aws-sdk/client-iam';
import { type StandinUnderTest, standinUnderTest } from '../../standin-under-test';
import { backupOf, backupOfUser, policyOf, refused, roleArn, withRole } from '../client-under-test';

const selectionOf = (more: Partial<BackupSelection> = {}): BackupSelection => ({ SelectionName: 'shop', IamRoleArn: roleArn, ...more });

async function withPlan(): Promise<{ standin: StandinUnderTest; backup: Backup; BackupPlanId: string }> {
  const standin = await standinUnderTest();
  const backup = backupOf(standin);
  await withRole(standin);
  const { BackupPlanId = '' } = await backup.createBackupPlan({ BackupPlan: { BackupPlanName: 'daily', Rules: [{ RuleName: 'daily', TargetBackupVaultName: 'Default' }] } });
  return { standin, backup, BackupPlanId };
}

const bucket = (name: string): string => `arn:aws:s3:::${name}`;

describe('a selection', () => {
  test('is told of as it was said, and listed', async () => {
    const { standin, backup, BackupPlanId } = await withPlan();
    await using _ = standin;
    const said = {
      SelectionName: 'shop',
      IamRoleArn: roleArn,
      Resources: [bucket('orders'), 'arn:aws:rds:*:*:db:shop-*'],
      NotResources: [bucket('orders-copy')],
      ListOfTags: [{ ConditionType: 'STRINGEQUALS' as const, ConditionKey: 'backup', ConditionValue: 'daily' }],
      Conditions: { StringEquals: [{ ConditionKey: 'aws:ResourceTag/stage', ConditionValue: 'production' }], StringNotEquals: [], StringLike: [], StringNotLike: [{ ConditionKey: 'aws:ResourceTag/name', ConditionValue: '*-copy' }] },
    };
    const { SelectionId, CreationDate } = await backup.createBackupSelection({ BackupPlanId, BackupSelection: said, CreatorRequestId: 'once' });
    const { $metadata: _told, ...told } = await backup.getBackupSelection({ BackupPlanId, SelectionId });
    assert.deepEqual(told, { BackupSelection: said, SelectionId, BackupPlanId, CreationDate, CreatorRequestId: 'once' });
    const { BackupSelectionsList: list } = await backup.listBackupSelections({ BackupPlanId });
    assert.deepEqual(list, [{ SelectionId, SelectionName: 'shop', BackupPlanId, CreationDate, CreatorRequestId: 'once', IamRoleArn: roleArn }]);
  });

  test('with the same request is the same; one like another is refused', async () => {
    const { standin, backup, BackupPlanId } = await withPlan();
    await using _ = standin;
    const first = await backup.createBackupSelection({ BackupPlanId, BackupSelection: selectionOf(), CreatorRequestId: 'once' });
    const again = await backup.createBackupSelection({ BackupPlanId, BackupSelection: selectionOf(), CreatorRequestId: 'once' });
    assert.equal(again.SelectionId, first.SelectionId);
    await refused(backup.createBackupSelection({ BackupPlanId, BackupSelection: selectionOf() }), 'AlreadyExistsException');
  });

  test('is deleted by its plan’s id and its own', async () => {
    const { standin, backup, BackupPlanId } = await withPlan();
    await using _ = standin;
    const { SelectionId } = await backup.createBackupSelection({ BackupPlanId, BackupSelection: selectionOf() });
    await refused(backup.deleteBackupSelection({ BackupPlanId: 'other', SelectionId }), 'ResourceNotFoundException');
    await refused(backup.deleteBackupSelection({ BackupPlanId, SelectionId: 'other' }), 'ResourceNotFoundException');
    await backup.deleteBackupSelection({ BackupPlanId, SelectionId });
    await refused(backup.getBackupSelection({ BackupPlanId, SelectionId }), 'ResourceNotFoundException');
    assert.deepEqual((await backup.listBackupSelections({ BackupPlanId })).BackupSelectionsList, []);
  });
});

describe('a selection’s role', () => {
  test('has to be one that AWS Backup can assume', async () => {
    const { standin, backup, BackupPlanId } = await withPlan();
    await using _ = standin;
    const untrusting = policyOf({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' });
    await standin.client(IAM).createRole({ RoleName: 'other', AssumeRolePolicyDocument: untrusting });
    for (const role of ['other', 'nobody']) {
      const IamRoleArn = `arn:aws:iam::123456789012:role/${role}`;
      await refused(backup.createBackupSelection({ BackupPlanId, BackupSelection: selectionOf({ IamRoleArn }) }), 'InvalidParameterValueException', `IAM Role ${IamRoleArn} cannot be assumed by AWS Backup`);
    }
  });

  test('has to be one that the caller may pass', async () => {
    const { standin, BackupPlanId } = await withPlan();
    await using _ = standin;
    const own = { Effect: 'Allow', Action: 'backup:*', Resource: '*' };
    const without = await backupOfUser(standin, 'without', own);
    await refused(without.createBackupSelection({ BackupPlanId, BackupSelection: selectionOf() }), 'AccessDeniedException', /iam:PassRole on resource: arn:aws:iam::123456789012:role\/backups/);
    const passing = { Effect: 'Allow', Action: 'iam:PassRole', Resource: roleArn, Condition: { StringEquals: { 'iam:PassedToService': 'backup.amazonaws.com' } } };
    await (await backupOfUser(standin, 'passing', own, passing)).createBackupSelection({ BackupPlanId, BackupSelection: selectionOf() });
  });
});

describe('a selection is refused', () => {
  const many = (count: number): string[] => Array.from({ length: count }, (_, number) => bucket(`bucket-${number}`));
  const rows: [string, Partial<BackupSelection>, RegExp, string?][] = [
    ['without a name', { SelectionName: undefined }, /SelectionName/, 'MissingParameterValueException'],
    ['with a name that can be none', { SelectionName: 'no name' }, /SelectionName/],
    ['without a role', { IamRoleArn: undefined }, /IamRoleArn/, 'MissingParameterValueException'],
    ['with a role that is none', { IamRoleArn: 'backups' }, /IAM role ARN/],
    ['with more than 500 ARNs', { Resources: many(501) }, /500/],
    ['with more than 30 of which one has a wildcard', { Resources: [...many(30), bucket('*')] }, /30/],
    ['that excludes more than 500', { NotResources: many(501) }, /500/],
    ['with a star that is not at the end', { Resources: [bucket('*-logs')] }, /Invalid ARN/],
    ['with a star in the middle of an account', { Resources: ['arn:aws:rds:us-east-1:12*:db:shop'] }, /Invalid ARN/],
    ['with what is no ARN', { Resources: ['orders'] }, /Invalid ARN/],
    ['with a list of tags that compares otherwise than for equality', { ListOfTags: [{ ConditionType: 'STRINGLIKE' as never, ConditionKey: 'a', ConditionValue: 'b' }] }, /STRINGLIKE/],
    ['with a condition on something else than a tag', { Conditions: { StringEquals: [{ ConditionKey: 'stage', ConditionValue: 'test' }] } }, /aws:ResourceTag/],
  ];
  for (const [what, more, message, code = 'InvalidParameterValueException'] of rows) {
    test(what, async () => {
      const { standin, backup, BackupPlanId } = await withPlan();
      await using _ = standin;
      await refused(backup.createBackupSelection({ BackupPlanId, BackupSelection: selectionOf(more) }), code, message);
    });
  }

  test('of a plan that is not there', async () => {
    const { standin, backup } = await withPlan();
    await using _ = standin;
    await refused(backup.createBackupSelection({ BackupPlanId: 'none', BackupSelection: selectionOf() }), 'ResourceNotFoundException');
  });

  test('after a hundred, but not with 500 ARNs, or 30 with wildcards', async () => {
    const { standin, backup, BackupPlanId } = await withPlan();
    await using _ = standin;
    await backup.createBackupSelection({ BackupPlanId, BackupSelection: selectionOf({ Resources: many(500) }) });
    await backup.createBackupSelection({ BackupPlanId, BackupSelection: selectionOf({ Resources: ['*', ...many(29)] }) });
    for (let number = 3; number <= 100; number += 1) await backup.createBackupSelection({ BackupPlanId, BackupSelection: selectionOf({ SelectionName: `number-${number}` }) });
    await refused(backup.createBackupSelection({ BackupPlanId, BackupSelection: selectionOf() }), 'LimitExceededException');
  });
});
