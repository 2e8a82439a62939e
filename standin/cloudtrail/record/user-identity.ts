/** Who called, in the forms of CloudTrail's userIdentity: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
import { wholeSeconds } from './whole-seconds';
import type { Caller } from '../../service';

export interface UserIdentity {
  type: 'Root' | 'IAMUser' | 'AssumedRole' | 'AWSAccount' | 'AWSService';
  principalId?: string;
  arn?: string;
  accountId?: string;
  accessKeyId?: string;
  userName?: string;
  sessionContext?: { sessionIssuer?: object; attributes: { creationDate: string; mfaAuthenticated: string } };
  invokedBy?: string;
}

export function identityOf(caller: Caller): UserIdentity {
  const { kind, accountId, arn, userId, accessKeyId } = caller;
  if (kind === 'anonymous') return { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' };
  if (kind === 'service') return { type: 'AWSService', invokedBy: arn };
  const who = { principalId: userId, arn, accountId, ...(accessKeyId !== '' && { accessKeyId }) };
  if (kind === 'root') return { type: 'Root', ...who, ...contextOf(caller) };
  if (kind === 'user') return { type: 'IAMUser', ...who, userName: lastOf(arn), ...contextOf(caller) };
  return { type: 'AssumedRole', ...who, ...contextOf(caller) };
}

/** How another account is told of the caller: by account and id alone. */
export function strangerOf({ kind, accountId, userId }: Caller): UserIdentity {
  if (kind === 'anonymous') return { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' };
  return { type: 'AWSAccount', principalId: userId, accountId };
}

/** What LookupEvents calls the caller: the user's name, `root`, or the name of the role's session. */
export function userNameOf({ type, userName, principalId }: UserIdentity): string | undefined {
  if (type === 'Root') return 'root';
  return type === 'AssumedRole' ? principalId?.split(':')[1] : userName;
}

function contextOf({ session, userId, accountId }: Caller): Pick<UserIdentity, 'sessionContext'> {
  if (!session) return {};
  const { roleArn, issued } = session;
  const sessionIssuer = roleArn === undefined ? undefined : { type: 'Role', principalId: userId.split(':')[0], arn: roleArn, accountId, userName: lastOf(roleArn) };
  return { sessionContext: { ...(sessionIssuer && { sessionIssuer }), attributes: { creationDate: wholeSeconds(issued), mfaAuthenticated: 'false' } } };
}

function lastOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
