/** ACLs in the words of policies: what each grant lets its grantee do, so that both are judged together. */
import type { Grant } from '@aws-sdk/client-s3';
import type { PolicyStatement } from '../../../access/policy-document';
import type { Caller } from '../../../service';
import { anonymousAccount, type CanonicalUsers } from './canonical-users';
import { everyone, everyoneSigned } from './grants';

type ActionsByPermission = Readonly<Record<string, readonly string[]>>;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#acl-access-policy-permission-mapping */
const onBucket: ActionsByPermission = {
  READ: ['s3:ListBucket', 's3:ListBucketVersions', 's3:ListBucketMultipartUploads'],
  WRITE: ['s3:PutObject', 's3:DeleteObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
  READ_ACP: ['s3:GetBucketAcl'],
  WRITE_ACP: ['s3:PutBucketAcl'],
};

const onObject: ActionsByPermission = {
  READ: ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectAttributes', 's3:GetObjectVersionAttributes'],
  READ_ACP: ['s3:GetObjectAcl', 's3:GetObjectVersionAcl'],
  WRITE_ACP: ['s3:PutObjectAcl', 's3:PutObjectVersionAcl'],
};

const [bucketActions, objectActions] = [onBucket, onObject].map((kinds) => new Set(Object.values(kinds).flat()));

/** Whether an action is granted by the ACL of a bucket, of an object, or by none. */
export function aclOf(action: string): 'bucket' | 'object' | undefined {
  if (bucketActions?.has(action)) return 'bucket';
  return objectActions?.has(action) ? 'object' : undefined;
}

/** What grants let this caller do, as far as one action goes. */
export function aclStatements(users: CanonicalUsers, grants: readonly Grant[], caller: Caller, action: string): PolicyStatement[] {
  const actions = aclOf(action) === 'bucket' ? onBucket : onObject;
  return grants.flatMap(({ Grantee: grantee, Permission: permission = '' }) => {
    const covered = permission === 'FULL_CONTROL' ? Object.values(actions).flat() : (actions[permission] ?? []);
    if (!covered.includes(action)) return [];
    const principal = principalOf(users, { id: grantee?.ID, uri: grantee?.URI }, caller);
    return principal === undefined ? [] : [{ Effect: 'Allow', Principal: principal, Action: action, Resource: '*' }];
  });
}

/** The grantee as a policy would name it; undefined where it is somebody else. */
function principalOf(users: CanonicalUsers, { id, uri }: { id?: string; uri?: string }, caller: Caller): PolicyStatement['Principal'] {
  const isAnonymous = caller.kind === 'anonymous';
  if (uri === everyone) return '*';
  if (uri === everyoneSigned) return isAnonymous ? undefined : '*';
  const account = id === undefined ? undefined : users.accountOf(id);
  if (account === anonymousAccount) return isAnonymous ? '*' : undefined;
  return account === undefined ? undefined : { AWS: `arn:aws:iam::${account}:root` };
}
