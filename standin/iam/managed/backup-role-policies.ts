/**
 * What AWS Backup's own role policies allow, for the services of the stand-in:
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html
 */

export const backupPolicy: readonly object[] = [
  {
    Effect: 'Allow',
    Action: ['rds:AddTagsToResource', 'rds:ListTagsForResource', 'rds:DescribeDBSnapshots', 'rds:CreateDBSnapshot', 'rds:CopyDBSnapshot', 'rds:DescribeDBInstances', 'rds:ModifyDBInstance', 'rds:DescribeDBInstanceAutomatedBackups'],
    Resource: '*',
  },
  { Effect: 'Allow', Action: ['rds:DeleteDBSnapshot', 'rds:ModifyDBSnapshotAttribute'], Resource: 'arn:aws:rds:*:*:snapshot:awsbackup:*' },
  { Effect: 'Allow', Action: ['rds:DeleteDBInstanceAutomatedBackup'], Resource: 'arn:aws:rds:*:*:auto-backup:*' },
  {
    Effect: 'Allow',
    Action: ['ec2:CreateTags', 'ec2:CreateSnapshot', 'ec2:CreateSnapshots', 'ec2:CopySnapshot', 'ec2:CreateImage', 'ec2:CopyImage', 'ec2:DescribeImages', 'ec2:DescribeInstances', 'ec2:DescribeInstanceAttribute', 'ec2:DescribeSnapshots', 'ec2:DescribeTags', 'ec2:DescribeVolumes'],
    Resource: '*',
  },
  { Effect: 'Allow', Action: ['ec2:DeleteSnapshot', 'ec2:DeregisterImage'], Resource: '*', Condition: { Null: { 'ec2:ResourceTag/aws:backup:source-resource': 'false' } } },
  {
    Effect: 'Allow',
    Action: ['s3:GetInventoryConfiguration', 's3:PutInventoryConfiguration', 's3:ListBucketVersions', 's3:ListBucket', 's3:GetBucketVersioning', 's3:GetBucketNotification', 's3:PutBucketNotification', 's3:GetBucketLocation', 's3:GetBucketTagging', 's3:GetBucketAcl'],
    Resource: 'arn:aws:s3:::*',
  },
  {
    Effect: 'Allow',
    Action: ['s3:GetObjectAcl', 's3:GetObject', 's3:GetObjectVersionTagging', 's3:GetObjectVersionAcl', 's3:GetObjectTagging', 's3:GetObjectVersion'],
    Resource: 'arn:aws:s3:::*/*',
  },
  { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' },
  { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'], Resource: '*', Condition: { StringLike: { 'kms:ViaService': ['ec2.*.amazonaws.com', 's3.*.amazonaws.com'] } } },
  { Effect: 'Allow', Action: 'kms:CreateGrant', Resource: '*', Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } },
  { Effect: 'Allow', Action: ['backup:CopyFromBackupVault', 'backup:CopyIntoBackupVault'], Resource: '*' },
  { Effect: 'Allow', Action: ['cloudwatch:GetMetricData', 'tag:GetResources', 'events:DescribeRule', 'events:ListRules', 'events:ListTargetsByRule'], Resource: '*' },
  { Effect: 'Allow', Action: ['events:DeleteRule', 'events:PutTargets', 'events:PutRule', 'events:RemoveTargets', 'events:EnableRule', 'events:DisableRule'], Resource: 'arn:aws:events:*:*:rule/AwsBackupManagedRule*' },
];

export const restoresPolicy: readonly object[] = [
  {
    Effect: 'Allow',
    Action: ['rds:CreateDBInstance', 'rds:DescribeDBInstances', 'rds:DescribeDBSnapshots', 'rds:ListTagsForResource', 'rds:AddTagsToResource', 'rds:RestoreDBInstanceFromDBSnapshot', 'rds:RestoreDBInstanceToPointInTime', 'rds:DescribeDBInstanceAutomatedBackups', 'rds:DeleteDBInstance'],
    Resource: '*',
  },
  {
    Effect: 'Allow',
    Action: ['ec2:CreateVolume', 'ec2:DeleteVolume', 'ec2:DescribeVolumes', 'ec2:DescribeSnapshots', 'ec2:DescribeImages', 'ec2:DescribeInstances', 'ec2:RunInstances', 'ec2:TerminateInstances', 'ec2:CreateTags', 'ec2:DescribeSubnets', 'ec2:DescribeSecurityGroups'],
    Resource: '*',
  },
  { Effect: 'Allow', Action: ['ebs:CompleteSnapshot', 'ebs:StartSnapshot', 'ebs:PutSnapshotBlock'], Resource: 'arn:aws:ec2:*::snapshot/*' },
  {
    Effect: 'Allow',
    Action: ['s3:CreateBucket', 's3:ListBucketVersions', 's3:ListBucket', 's3:GetBucketVersioning', 's3:GetBucketLocation', 's3:PutBucketVersioning', 's3:PutBucketOwnershipControls', 's3:GetBucketOwnershipControls'],
    Resource: 'arn:aws:s3:::*',
  },
  {
    Effect: 'Allow',
    Action: ['s3:GetObject', 's3:GetObjectVersion', 's3:DeleteObject', 's3:PutObjectVersionAcl', 's3:GetObjectVersionAcl', 's3:GetObjectTagging', 's3:PutObjectTagging', 's3:GetObjectAcl', 's3:PutObjectAcl', 's3:PutObject', 's3:ListMultipartUploadParts'],
    Resource: 'arn:aws:s3:::*/*',
  },
  { Effect: 'Allow', Action: 'kms:DescribeKey', Resource: '*' },
  { Effect: 'Allow', Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptTo', 'kms:ReEncryptFrom'], Resource: '*', Condition: { StringLike: { 'kms:ViaService': ['ec2.*.amazonaws.com', 's3.*.amazonaws.com'] } } },
  { Effect: 'Allow', Action: 'kms:CreateGrant', Resource: '*', Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } },
];
