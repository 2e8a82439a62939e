/** The operations on what an account has chosen, and on which types of resources there are. */
import type { DescribeGlobalSettingsOutput, DescribeRegionSettingsOutput, GetSupportedResourceTypesOutput, UpdateGlobalSettingsInput, UpdateRegionSettingsInput } from '@aws-sdk/client-backup';
import { operation, type Operations } from '../../service';
import { whereOf } from '../../whereabouts';
import { rootAccount } from '../../world';
import type { BackupState } from '../backup-state';
import { invalidParameter, invalidRequest, missingParameter, notServed } from '../refusals';

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html. Types that the stand-in has none of can be chosen like the others. */
const types = [
  'Aurora', 'CloudFormation', 'DocumentDB', 'DSQL', 'DynamoDB', 'EBS', 'EC2', 'EFS', 'EKS', 'FSx', 'Neptune', 'RDS', 'Redshift', 'Redshift Serverless', 'S3', 'SAP HANA on Amazon EC2', 'Storage Gateway', 'Timestream', 'VirtualMachine',
];

/** The types of which AWS Backup can manage the backups itself, or leave them to their service. */
const manageable = ['DynamoDB', 'EFS'];

export function settingsOperations(state: BackupState): Operations {
  return {
    DescribeRegionSettings: operation(async (_input: object, call): Promise<DescribeRegionSettingsOutput> => {
      const { optIn, management } = state.settings.of(whereOf(call));
      return { ResourceTypeOptInPreference: { ...allTrue(types), ...optIn }, ResourceTypeManagementPreference: { ...allTrue(manageable), ...management } };
    }),
    UpdateRegionSettings: operation(async (input: UpdateRegionSettingsInput, call) => {
      const where = whereOf(call);
      const [optIn, management] = [chosen(input.ResourceTypeOptInPreference, types), chosen(input.ResourceTypeManagementPreference, manageable)];
      if (!input.ResourceTypeOptInPreference && !input.ResourceTypeManagementPreference) throw missingParameter('ResourceTypeOptInPreference');
      // https://docs.aws.amazon.com/aws-backup/latest/devguide/API_UpdateRegionSettings.html: nobody can take EFS's backups back from AWS Backup.
      if (management.EFS === false) throw invalidParameter('Invalid resource type management preference: EFS', ['EFS']);
      const before = state.settings.of(where);
      state.settings.keep(where, { optIn: { ...before.optIn, ...optIn }, management: { ...before.management, ...management } });
      return {};
    }),
    DescribeGlobalSettings: operation(async (): Promise<DescribeGlobalSettingsOutput> => {
      const { crossAccountBackup, updated } = state.settings.global;
      return { GlobalSettings: { isCrossAccountBackupEnabled: String(crossAccountBackup) }, LastUpdateTime: updated?.toDate() };
    }),
    UpdateGlobalSettings: operation(async (input: UpdateGlobalSettingsInput, call) => {
      const { isCrossAccountBackupEnabled: enabled, ...others } = input.GlobalSettings ?? {};
      if (call.caller.accountId !== rootAccount) throw invalidRequest('Only the management account of the organization can update its global settings.');
      const other = Object.keys(others)[0];
      if (other !== undefined) throw notServed(`global setting ${other}`);
      if (enabled !== 'true' && enabled !== 'false') throw invalidParameter('Invalid value for isCrossAccountBackupEnabled: it must be true or false.', ['isCrossAccountBackupEnabled']);
      state.settings.keepGlobal({ crossAccountBackup: enabled === 'true', updated: call.now });
      return {};
    }),
    GetSupportedResourceTypes: operation(async (): Promise<GetSupportedResourceTypesOutput> => ({ ResourceTypes: state.kinds.map(({ type }) => type) })),
  };
}

function allTrue(names: readonly string[]): Record<string, boolean> {
  return Object.fromEntries(names.map((name) => [name, true]));
}

function chosen(asked: Record<string, boolean> = {}, known: readonly string[]): Record<string, boolean> {
  const unknown = Object.keys(asked).find((type) => !known.includes(type));
  if (unknown !== undefined) throw invalidParameter(`Invalid resource type: ${unknown}`, [unknown]);
  return asked;
}
