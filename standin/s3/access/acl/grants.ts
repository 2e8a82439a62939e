/** Grants as requests ask for them: by a canned ACL, by headers, or in a body. */
import type { AccessControlPolicy, Grant, Grantee, Permission } from '@aws-sdk/client-s3';
import { AwsError } from '../../../aws-error';
import { accessDenied, invalidArgument, invalidRequest, notImplemented } from '../../errors';
import type { CanonicalUsers } from './canonical-users';

export const everyone = 'http://acs.amazonaws.com/groups/global/AllUsers';
export const everyoneSigned = 'http://acs.amazonaws.com/groups/global/AuthenticatedUsers';
const logDelivery = 'http://acs.amazonaws.com/groups/s3/LogDelivery';

/** What a request may say about an ACL, in its headers or its body. */
export interface AclRequest {
  ACL?: string;
  AccessControlPolicy?: AccessControlPolicy;
  GrantFullControl?: string;
  GrantRead?: string;
  GrantReadACP?: string;
  GrantWrite?: string;
  GrantWriteACP?: string;
}

/** Whom the grants are about, by account. */
export interface Owners {
  owner: string;
  bucketOwner: string;
}

const headers = [
  ['GrantFullControl', 'FULL_CONTROL', 'x-amz-grant-full-control'],
  ['GrantRead', 'READ', 'x-amz-grant-read'],
  ['GrantReadACP', 'READ_ACP', 'x-amz-grant-read-acp'],
  ['GrantWrite', 'WRITE', 'x-amz-grant-write'],
  ['GrantWriteACP', 'WRITE_ACP', 'x-amz-grant-write-acp'],
] as const;

/** Undefined where a client leaves the attribute out. */
const granteeTypes: readonly (string | undefined)[] = ['CanonicalUser', 'Group', 'AmazonCustomerByEmail', undefined];

const permissions: readonly string[] = headers.map(([, permission]) => permission);

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions: an ACL has at most 100 grants. */
const mostGrants = 100;

/** Whether a request names grantees one by one, in headers. */
export function hasHeaderGrants(request: AclRequest): boolean {
  return headers.some(([member]) => request[member] !== undefined);
}

/** The grants that headers ask for; undefined where they ask for none. Throws AWS's refusals. */
export function grantsOfHeaders(users: CanonicalUsers, request: AclRequest, owners: Owners): Grant[] | undefined {
  const named = hasHeaderGrants(request);
  if (request.ACL !== undefined && named) throw invalidRequest('Specifying both Canned ACLs and Header Grants is not allowed');
  if (request.ACL !== undefined) return cannedGrants(users, request.ACL, owners);
  if (!named) return undefined;
  return headers.flatMap(([member, permission, header]) =>
    request[member] === undefined ? [] : granteesOf(request[member], header).map((grantee) => ({ Grantee: checkedGrantee(users, grantee), Permission: permission })),
  );
}

/** The grants of a body. Throws `MalformedACLError`, and `AccessDenied` where it names another owner. */
export function grantsOfBody(users: CanonicalUsers, policy: AccessControlPolicy, { owner }: Owners): Grant[] {
  const grants = policy.Grants ?? [];
  if (policy.Owner?.ID === undefined || grants.length > mostGrants) throw malformedAcl();
  if (policy.Owner.ID !== users.idOf(owner)) throw accessDenied();
  return grants.map(({ Grantee: grantee, Permission: permission }) => {
    if (!grantee || permission === undefined || !permissions.includes(permission) || !granteeTypes.includes(grantee.Type)) throw malformedAcl();
    return { Grantee: checkedGrantee(users, grantee), Permission: permission };
  });
}

/** What a new resource grants: all to its owner. */
export function ownersGrants(users: CanonicalUsers, owner: string): Grant[] {
  return [granted({ Type: 'CanonicalUser', ID: users.idOf(owner) }, 'FULL_CONTROL')];
}

/** Whether anybody, or anybody with an account, is granted something. */
export function isPublicGrant({ Grantee: grantee }: Grant): boolean {
  return grantee?.URI === everyone || grantee?.URI === everyoneSigned;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
function cannedGrants(users: CanonicalUsers, canned: string, { owner, bucketOwner }: Owners): Grant[] {
  const all = ownersGrants(users, owner);
  const toBucketOwner = (permission: Permission): Grant[] =>
    owner === bucketOwner ? [] : [granted({ Type: 'CanonicalUser', ID: users.idOf(bucketOwner) }, permission)];
  const toGroup = (uri: string, permission: Permission): Grant => granted({ Type: 'Group', URI: uri }, permission);
  switch (canned) {
    case 'private':
      return all;
    case 'public-read':
      return [...all, toGroup(everyone, 'READ')];
    case 'public-read-write':
      return [...all, toGroup(everyone, 'READ'), toGroup(everyone, 'WRITE')];
    case 'authenticated-read':
      return [...all, toGroup(everyoneSigned, 'READ')];
    case 'bucket-owner-read':
      return [...all, ...toBucketOwner('READ')];
    case 'bucket-owner-full-control':
      return [...all, ...toBucketOwner('FULL_CONTROL')];
    case 'aws-exec-read':
    case 'log-delivery-write':
      throw notImplemented('x-amz-acl');
    default:
      throw invalidArgument('', 'x-amz-acl', canned);
  }
}

/** `id="…", uri="…"` */
function granteesOf(text: string, header: string): Grantee[] {
  return text.split(',').map((one) => {
    const [, name = '', value = ''] = /^\s*(\w+)\s*=\s*"?([^"]*)"?\s*$/.exec(one) ?? [];
    if (name === 'id') return { Type: 'CanonicalUser', ID: value };
    if (name === 'uri') return { Type: 'Group', URI: value };
    if (name === 'emailAddress') return { Type: 'AmazonCustomerByEmail', EmailAddress: value };
    throw invalidArgument('Argument format not recognized', header, text);
  });
}

/** A grantee that there is. Since October 2025 S3 takes none by e-mail address any more. */
function checkedGrantee(users: CanonicalUsers, { ID: id, URI: uri, EmailAddress: email }: Grantee): Grantee {
  if (email !== undefined) {
    throw new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', { status: 405, fields: { Method: 'PUT', ResourceType: 'ACL' } });
  }
  if (id !== undefined) {
    if (users.accountOf(id) === undefined) throw invalidArgument('Invalid id', 'CanonicalUser/ID', id);
    return { Type: 'CanonicalUser', ID: id };
  }
  if (uri === undefined) throw malformedAcl();
  if (uri === logDelivery) throw notImplemented('x-amz-acl', 'Nothing delivers logs here, so nothing is granted to log delivery.');
  if (uri !== everyone && uri !== everyoneSigned) throw invalidArgument('Invalid group uri', 'Group/URI', uri);
  return { Type: 'Group', URI: uri };
}

function granted(grantee: Grantee, permission: Permission): Grant {
  return { Grantee: grantee, Permission: permission };
}

function malformedAcl(): AwsError {
  return new AwsError('MalformedACLError', 'The XML you provided was not well-formed or did not validate against our published schema');
}
