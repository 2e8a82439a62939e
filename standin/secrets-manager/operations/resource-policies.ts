/** Policies of secrets: https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html */
import type {
  DeleteResourcePolicyRequest,
  DeleteResourcePolicyResponse,
  GetResourcePolicyRequest,
  GetResourcePolicyResponse,
  PutResourcePolicyRequest,
  PutResourcePolicyResponse,
  ValidateResourcePolicyRequest,
  ValidateResourcePolicyResponse,
} from '@aws-sdk/client-secrets-manager';
import { parsePolicy } from '../../access/documents/parse-policy';
import { PolicyProblem } from '../../access/documents/policy-problem';
import type { PolicyDocument } from '../../access/policy-document';
import { AwsError } from '../../aws-error';
import { type Call, operation, type Handler } from '../../service';
import { checkNotLeaving, checkPrimary, invalidMember } from '../refusals';
import type { Secret } from '../secret';
import type { Secrets } from '../secrets';

/** In characters. */
const longest = 20_480;

export function getResourcePolicy(secrets: Secrets): Handler {
  return operation<GetResourcePolicyRequest, GetResourcePolicyResponse>(async (input, call) => {
    const secret = secrets.require(call, input.SecretId);
    checkNotLeaving(secret);
    const { arn, name, policy } = secret;
    return { ARN: arn, Name: name, ...(policy !== undefined && { ResourcePolicy: policy }) };
  });
}

export function putResourcePolicy(secrets: Secrets): Handler {
  return operation<PutResourcePolicyRequest, PutResourcePolicyResponse>(async (input, call) => {
    const { ResourcePolicy: policy = '', BlockPublicPolicy } = input;
    const secret = changeable(secrets, call, input.SecretId);
    const document = parsed(secrets, policy);
    if (BlockPublicPolicy === true && isPublic(document)) throw new AwsError('PublicPolicyException', 'The resource policy grants broad access to the secret, which BlockPublicPolicy forbids.');
    secrets.change(secret, { policy });
    return { ARN: secret.arn, Name: secret.name };
  });
}

export function deleteResourcePolicy(secrets: Secrets): Handler {
  return operation<DeleteResourcePolicyRequest, DeleteResourcePolicyResponse>(async (input, call) => {
    const secret = changeable(secrets, call, input.SecretId);
    secrets.change(secret, { policy: undefined });
    return { ARN: secret.arn, Name: secret.name };
  });
}

/** Three checks: its syntax, whether it lets in everybody, and whether it locks its writer out. */
export function validateResourcePolicy(secrets: Secrets): Handler {
  return operation<ValidateResourcePolicyRequest, ValidateResourcePolicyResponse>(async ({ SecretId: id, ResourcePolicy: policy = '' }, call) => {
    const secret = id === undefined ? undefined : secrets.require(call, id);
    const document = parsed(secrets, policy);
    const errors = [
      ...(isPublic(document) ? [{ CheckName: 'PUBLIC_POLICY', ErrorMessage: 'The resource policy grants broad access to the secret.' }] : []),
      ...(locksOut(secrets, document, secret, call) ? [{ CheckName: 'LOCKOUT', ErrorMessage: 'The resource policy keeps its writer from changing it again.' }] : []),
    ];
    return { PolicyValidationPassed: errors.length === 0, ValidationErrors: errors };
  });
}

function changeable(secrets: Secrets, call: Call, id: string | undefined): Secret {
  const secret = secrets.require(call, id);
  checkPrimary(secret);
  checkNotLeaving(secret);
  return secret;
}

function locksOut(secrets: Secrets, document: PolicyDocument, secret: Secret | undefined, { caller }: Call): boolean {
  const resourcePolicy = { accountId: secret?.accountId ?? caller.accountId, document };
  const decision = secrets.access.decide({ caller, action: 'secretsmanager:PutResourcePolicy', resource: secret?.arn ?? '*', resourcePolicy });
  return 'denied' in decision && decision.denied === 'a resource-based policy';
}

/** Whether a statement lets everybody in, and asks for nothing else. */
function isPublic({ Statement: statements }: PolicyDocument): boolean {
  return statements.some(({ Effect, Principal: whom, Condition }) => Effect === 'Allow' && Condition === undefined && isEverybody(whom));
}

function isEverybody(whom: PolicyDocument['Statement'][number]['Principal']): boolean {
  if (whom === undefined || typeof whom === 'string') return whom === '*';
  return Object.entries(whom).some(([type, named]) => type === 'AWS' && [named].flat().includes('*'));
}

function parsed(secrets: Secrets, policy: string): PolicyDocument {
  if (policy.length < 1 || policy.length > longest) throw invalidMember('resourcePolicy', `have length between 1 and ${longest}`);
  try {
    return parsePolicy(policy, { kind: 'resource', principalExists: (arn) => secrets.access.knows(arn) });
  } catch (error) {
    if (!(error instanceof PolicyProblem)) throw error;
    throw new AwsError('MalformedPolicyDocumentException', error.part === 'principal' ? 'This resource policy contains an unsupported principal.' : 'This resource policy contains a syntax error.');
  }
}
