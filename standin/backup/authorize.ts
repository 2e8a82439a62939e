/** Who may do what in AWS Backup: the caller's own policies and that of the vault, together. */
import type { AccessQuestion, RequestContext } from '../access/access';
import { requestContext } from '../access/request-context';
import type { Call, Service } from '../service';
import { tagList } from '../tag-record';
import type { BackupState } from './backup-state';
import { insufficient } from './refusals';
import { taggedAs } from './tagging/tagged';
import { vaultQuestion } from './vaults/may-copy';
import type { Vault } from './vaults/vault';
import { arnOf } from './arns';

/** What inputs name, as far as policies ask about it. */
interface Asked {
  BackupVaultName?: string;
  RecoveryPointArn?: string;
  BackupPlanId?: string;
  ResourceArn?: string;
  RestoreTestingPlanName?: string;
  RestoreTestingPlan?: { RestoreTestingPlanName?: string };
  BackupVaultTags?: Record<string, string>;
  BackupPlanTags?: Record<string, string>;
  Tags?: Record<string, string>;
  TagKeyList?: string[];
  ChangeableForDays?: number;
  MinRetentionDays?: number;
  MaxRetentionDays?: number;
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbackup.html */
export function authorizer(state: BackupState): NonNullable<Service['authorize']> {
  return (operation, input, call) => {
    const asked: Asked = input;
    const resource = resourceOf(state, operation, asked, call);
    requireAllowed(state, `backup:${operation}`, resource, asked, call);
    // What is tagged when it is made is tagged by its maker.
    if (Object.keys(asked.BackupVaultTags ?? asked.BackupPlanTags ?? {}).length > 0) requireAllowed(state, 'backup:TagResource', resource, asked, call);
  };
}

/** The operations that concern recovery points by their own names, though their paths name the vault, too. */
const ofPoints = new Set([
  'DeleteRecoveryPoint', 'DescribeRecoveryPoint', 'DisassociateRecoveryPoint', 'GetRecoveryPointRestoreMetadata', 'StartCopyJob', 'StartRestoreJob', 'UpdateRecoveryPointLifecycle',
]);

/** Those that concern nothing that policies could name, though they may filter by it. */
const ofNothing = new Set(['ListBackupJobs', 'ListCopyJobs', 'ListRestoreJobs', 'ListRestoreJobsByProtectedResource', 'ListRecoveryPointsByResource', 'DescribeProtectedResource', 'GetRestoreTestingInferredMetadata']);

const ofArns = new Set(['ListTags', 'TagResource', 'UntagResource']);

function resourceOf(state: BackupState, operation: string, asked: Asked, { caller, region }: Call): string {
  const where = { accountId: caller.accountId, region };
  if (ofNothing.has(operation)) return '*';
  if (ofPoints.has(operation) && asked.RecoveryPointArn !== undefined) return asked.RecoveryPointArn;
  if (ofArns.has(operation)) return asked.ResourceArn ?? '*';
  if (asked.BackupVaultName !== undefined) return arnOf(where, 'backup-vault', asked.BackupVaultName);
  if (operation === 'CreateBackupPlan') return arnOf(where, 'backup-plan', '*');
  if (asked.BackupPlanId !== undefined) return arnOf(where, 'backup-plan', asked.BackupPlanId);
  const test = asked.RestoreTestingPlanName ?? asked.RestoreTestingPlan?.RestoreTestingPlanName;
  // The ARN of one that is not there yet ends in what nobody knows.
  return test === undefined ? '*' : (state.testing.plans.named(where, test)?.arn ?? arnOf(where, 'restore-testing-plan', `${test}-*`));
}

/** Throws AccessDenied. */
function requireAllowed(state: BackupState, action: string, resource: string, asked: Asked, call: Call): void {
  const { access } = state.neighbours;
  const question: AccessQuestion = { caller: call.caller, action, resource, context: () => contextOf(state, resource, asked, call) };
  const vault = vaultOf(state, resource);
  if (!vault) {
    access.require(question);
    return;
  }
  const withPolicy = vaultQuestion(vault, question);
  const decision = access.decide(withPolicy);
  // AWS does not tell whom a vault's policy turns away why.
  if ('denied' in decision && decision.denied === 'a resource-based policy') throw insufficient();
  if (!decision.allowed) access.require(withPolicy);
}

/** The vault that a call is about, or about a recovery point in it. */
function vaultOf({ vaults, points }: BackupState, resource: string): Vault | undefined {
  const point = points.get(resource);
  return point ? vaults.named(point, point.vault) : vaults.withArn(resource);
}

function contextOf(state: BackupState, resource: string, asked: Asked, call: Call): RequestContext {
  const added = asked.Tags ?? asked.BackupVaultTags ?? asked.BackupPlanTags ?? {};
  const keys = [...Object.keys(added), ...(asked.TagKeyList ?? [])];
  const days = (['ChangeableForDays', 'MinRetentionDays', 'MaxRetentionDays'] as const).flatMap((name) => (asked[name] === undefined ? [] : [[`backup:${name.toLowerCase()}`, String(asked[name])] as const]));
  return {
    ...requestContext(call),
    ...Object.fromEntries<string>(days),
    ...Object.fromEntries(tagList(added).map(({ Key, Value }) => [`aws:requesttag/${Key.toLowerCase()}`, Value])),
    ...Object.fromEntries(tagList(taggedAs(state, resource)?.tags ?? {}).map(({ Key, Value }) => [`aws:resourcetag/${Key.toLowerCase()}`, Value])),
    ...(keys.length > 0 && { 'aws:tagkeys': keys }),
  };
}
