/** AssumeRole: becoming somebody else for a while, where the role trusts the caller and the caller may ask. */
import type { AssumeRoleRequest, AssumeRoleResponse } from '@aws-sdk/client-sts';
import type { AccessQuestion } from '../access/access';
import { readPolicy } from '../access/read-policy';
import { requestContext } from '../access/request-context';
import { AwsError } from '../aws-error';
import { given, nameIn } from '../iam/names';
import { refusals } from '../iam/refusals';
import type { Role } from '../iam/state/records';
import { withTags } from '../iam/tags';
import type { Call } from '../service';
import type { Duration } from '../../time/duration';
import { credentialsOf } from './credentials';
import { durationIn } from './durations';
import type { StsRoom } from './service';
import { sessionPolicies } from './session-policies';

/** Seconds: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const longest = 43_200;
const usual = 3_600;
const longestOfChain = 3_600;

export function assumeRole(room: StsRoom) {
  return (input: AssumeRoleRequest, call: Call): Promise<AssumeRoleResponse> => {
    const { identities, sessions, now } = room;
    const arn = given('roleArn', input.RoleArn);
    const name = nameIn('roleSessionName', input.RoleSessionName);
    if (name.length < 2) throw refusals.constraint(name, 'roleSessionName', 'Member must have length greater than or equal to 2');
    if (!/^arn:aws:iam::\d{12}:role\/./.test(arn)) throw refusals.validation(`${arn} is invalid`);
    refuseUnserved(input);
    const asked = durationIn(input.DurationSeconds ?? usual, longest);
    const policies = sessionPolicies(identities, input, arn);
    const { tags, transitive } = tagsOf(room, input, call);
    const role = trustedRole(room, arn, input, call);
    checkDuration(asked, role, call);
    const issued = now().toWholeSecond();
    identities.roles.put({ ...role, lastUsed: { at: issued, region: call.region } });
    const session = sessions.issue({ kind: 'role', accountId: role.accountId, holderId: role.id, name, issued, lasts: asked, policies, tags, transitive });
    const user = { AssumedRoleId: `${role.id}:${name}`, Arn: `arn:aws:sts::${role.accountId}:assumed-role/${role.name}/${name}` };
    return Promise.resolve({ Credentials: credentialsOf(session), AssumedRoleUser: user, PackedPolicySize: packedSize(policies, tags) });
  };
}

function refuseUnserved({ SerialNumber, TokenCode, SourceIdentity, ProvidedContexts }: AssumeRoleRequest): void {
  if ((SerialNumber ?? TokenCode) !== undefined) throw new AwsError('NotImplemented', 'The stand-in does not serve MFA devices.', { status: 501 });
  if ((SourceIdentity ?? ProvidedContexts) !== undefined) {
    throw new AwsError('NotImplemented', 'The stand-in does not serve source identities and provided contexts of sessions.', { status: 501 });
  }
}

/** Throws AccessDenied where there is no such role, or it may not be assumed: AWS tells the one as little as the other. */
function trustedRole({ identities, access }: StsRoom, arn: string, input: AssumeRoleRequest, call: Call): Role {
  const { caller } = call;
  if (caller.kind === 'root') throw new AwsError('AccessDenied', 'Roles may not be assumed by root accounts.', { status: 403 });
  const role = identities.role(arn);
  const tagged = (input.Tags?.length ?? 0) > 0;
  for (const action of tagged ? ['sts:AssumeRole', 'sts:TagSession'] : ['sts:AssumeRole']) {
    const resourcePolicy: AccessQuestion['resourcePolicy'] = role && { accountId: role.accountId, document: readPolicy(role.trust), mustAllow: true };
    if (role && access.allows({ caller, action, resource: arn, context: () => contextOf(input, call), resourcePolicy })) continue;
    throw new AwsError('AccessDenied', `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${arn}`, { status: 403 });
  }
  if (!role) throw new Error('a role that is not there was let through');
  return role;
}

function contextOf(input: AssumeRoleRequest, call: Call): Readonly<Record<string, string | readonly string[]>> {
  const tags = (input.Tags ?? []).map(({ Key: key = '', Value: value = '' }) => [`aws:requesttag/${key.toLowerCase()}`, value] as const);
  return {
    ...requestContext(call),
    ...(input.ExternalId === undefined ? {} : { 'sts:externalid': input.ExternalId }),
    'sts:rolesessionname': input.RoleSessionName ?? '',
    ...(tags.length === 0 ? {} : { ...Object.fromEntries(tags), 'aws:tagkeys': (input.Tags ?? []).map(({ Key: key = '' }) => key) }),
    ...(input.TransitiveTagKeys === undefined ? {} : { 'sts:transitivetagkeys': input.TransitiveTagKeys }),
  };
}

/** The tags of the session: those that are asked for, and those that the caller's own session hands on. */
function tagsOf({ sessions }: StsRoom, input: AssumeRoleRequest, { caller }: Call): { tags: Readonly<Record<string, string>>; transitive: readonly string[] } {
  const from = sessions.find(caller.accessKeyId);
  const handedOn = Object.fromEntries((from?.transitive ?? []).map((key) => [key, from?.tags[key] ?? '']));
  const replaced = (input.Tags ?? []).find(({ Key: key }) => key !== undefined && key in handedOn);
  if (replaced) throw refusals.invalid(`One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.`);
  return { tags: withTags(handedOn, input.Tags), transitive: [...Object.keys(handedOn), ...(input.TransitiveTagKeys ?? [])] };
}

function checkDuration(asked: Duration, { longestSession }: Role, { caller }: Call): void {
  if (caller.kind === 'role' && asked.milliseconds > longestOfChain * 1_000) {
    throw refusals.validation('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.');
  }
  if (asked.milliseconds > longestSession * 1_000) throw refusals.validation('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
}

/** Percent of what session policies and tags may take up; AWS packs them in a way of its own. */
function packedSize(policies: readonly string[], tags: Readonly<Record<string, string>>): number | undefined {
  const size = policies.join('').length + Object.entries(tags).flat().join('').length;
  return size === 0 ? undefined : Math.min(100, Math.ceil((size / 4_096) * 100));
}
