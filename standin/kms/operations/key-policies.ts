/** Key policies: https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html */
import type {
  GetKeyPolicyRequest,
  GetKeyPolicyResponse,
  ListKeyPoliciesRequest,
  ListKeyPoliciesResponse,
  PutKeyPolicyRequest,
} from '@aws-sdk/client-kms';
import { parsePolicy } from '../../access/documents/parse-policy';
import { PolicyProblem } from '../../access/documents/policy-problem';
import { AwsError } from '../../aws-error';
import { operation, type Call, type Handler } from '../../service';
import { invalidMember, notFound } from '../errors';
import { checkNotLeaving, type KeyRing } from '../key-ring';

/** In bytes: https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
const longest = 32_768;

/** The policy of a key that is made without one: it lets the account in, whose IAM policies then say who may do what. */
export function defaultPolicy(accountId: string): string {
  const statement = { Sid: 'Enable IAM User Permissions', Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: 'kms:*', Resource: '*' };
  return JSON.stringify({ Version: '2012-10-17', Id: 'key-default-1', Statement: [statement] }, undefined, 2);
}

/** Throws `MalformedPolicyDocumentException`, also for a policy that would lock its writer out. */
export function checkKeyPolicy(ring: KeyRing, { caller }: Call, policy: string, bypassing: boolean): void {
  if (Buffer.byteLength(policy) > longest) throw new AwsError('LimitExceededException', `The key policy is longer than ${longest} bytes.`);
  const document = parsed(policy);
  if (bypassing) return;
  const resourcePolicy = { accountId: caller.accountId, document, mustAllow: true };
  if (ring.access.allows({ caller, action: 'kms:PutKeyPolicy', resource: '*', resourcePolicy })) return;
  throw malformed('The new key policy will not allow you to update the key policy in the future.');
}

export function getKeyPolicy(ring: KeyRing): Handler {
  return operation<GetKeyPolicyRequest, GetKeyPolicyResponse>(async ({ KeyId, PolicyName }, call) => {
    const key = ring.keyOf(call, { KeyId, action: 'kms:GetKeyPolicy' });
    checkName(PolicyName);
    return { Policy: key.policy, PolicyName: 'default' };
  });
}

export function putKeyPolicy(ring: KeyRing): Handler {
  return operation<PutKeyPolicyRequest, object>(async ({ KeyId, PolicyName, Policy: policy = '', BypassPolicyLockoutSafetyCheck }, call) => {
    const key = ring.ownKeyOf(call, { KeyId, action: 'kms:PutKeyPolicy' });
    checkName(PolicyName);
    checkNotLeaving(key);
    checkKeyPolicy(ring, call, policy, BypassPolicyLockoutSafetyCheck === true);
    ring.store.change(key, { policy });
    return {};
  });
}

/** A key has one policy, and it has this one name. */
export function listKeyPolicies(ring: KeyRing): Handler {
  return operation<ListKeyPoliciesRequest, ListKeyPoliciesResponse>(async ({ KeyId }, call) => {
    ring.keyOf(call, { KeyId, action: 'kms:ListKeyPolicies' });
    return { PolicyNames: ['default'], Truncated: false };
  });
}

function checkName(name: string = 'default'): void {
  if (!/^\w+$/.test(name)) throw invalidMember('policyName', name, 'satisfy regular expression pattern: [\\w]+');
  if (name !== 'default') throw notFound('No such policy exists');
}

function parsed(policy: string): ReturnType<typeof parsePolicy> {
  try {
    return parsePolicy(policy, { kind: 'resource' });
  } catch (error) {
    throw error instanceof PolicyProblem ? malformed(error.message) : error;
  }
}

function malformed(message: string): AwsError {
  return new AwsError('MalformedPolicyDocumentException', message);
}
