/** Whether a text can be the policy of a bucket, and what S3 says when it cannot. */
import { parsePolicy } from '../../../access/documents/parse-policy';
import { PolicyProblem, type PolicyPart } from '../../../access/documents/policy-problem';
import type { PolicyDocument, PolicyStatement } from '../../../access/policy-document';
import { AwsError } from '../../../aws-error';
import type { CanonicalUsers } from '../acl/canonical-users';
import { kindsOf } from './policy-actions';
import { listOf } from './policy-in-force';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html: 20 KB, blanks between the words aside. */
const mostBytes = 20 * 1024;

export interface PolicyGround {
  bucketName: string;
  users: CanonicalUsers;
  /** Whether there is such a user or role. */
  principalExists: (arn: string) => boolean;
}

/** Throws `MalformedPolicy`. */
export function validPolicy(text: string, ground: PolicyGround): PolicyDocument {
  const document = parsed(text, ground);
  if (Buffer.byteLength(JSON.stringify(JSON.parse(text))) > mostBytes) throw malformed('Policy exceeds the maximum allowed document size.');
  for (const statement of document.Statement) {
    checkPrincipals(statement, ground.users);
    checkWhatItIsAbout(statement, ground.bucketName);
  }
  return document;
}

function parsed(text: string, { principalExists }: PolicyGround): PolicyDocument {
  if (!text.startsWith('{')) throw malformed("Policies must be valid JSON and the first byte must be '{'");
  checkFields(text);
  try {
    return parsePolicy(text, { kind: 'resource', principalExists });
  } catch (error) {
    throw error instanceof PolicyProblem ? malformed(wording[error.part] ?? error.message, error) : error;
  }
}

/** S3's own words; of the other parts it speaks as IAM does. */
const wording: Partial<Record<PolicyPart, string>> = {
  json: 'This policy contains invalid Json',
  syntax: 'Invalid policy syntax.',
  version: 'The policy must contain a valid version string',
  effect: 'Invalid effect in policy',
  principal: 'Invalid principal in policy',
  action: 'Policy has invalid action',
  resource: 'Policy has invalid resource',
};

/** The elements that a statement cannot do without, of which S3 says which is missing. */
const needed = [['Effect'], ['Principal', 'NotPrincipal'], ['Action', 'NotAction'], ['Resource', 'NotResource']] as const;

function checkFields(text: string): void {
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch {
    throw malformed('This policy contains invalid Json');
  }
  const statements = typeof policy === 'object' && policy !== null && 'Statement' in policy ? policy.Statement : undefined;
  if (statements === undefined) throw malformed('Missing required field Statement');
  if (Array.isArray(statements) && statements.length === 0) throw malformed('Could not parse the policy: Statement is empty!');
  for (const statement of [statements].flat() as unknown[]) {
    if (typeof statement !== 'object' || statement === null) throw malformed('Invalid policy syntax.');
    const missing = needed.find((names) => names.every((name) => !(name in statement)));
    if (missing) throw malformed(`Missing required field ${missing[0]}`);
  }
}

function checkPrincipals({ Principal, NotPrincipal }: PolicyStatement, users: CanonicalUsers): void {
  for (const principal of [Principal, NotPrincipal]) {
    if (principal === undefined || principal === '*') continue;
    const unknown = listOf(principal.CanonicalUser).find((id) => users.accountOf(id) === undefined);
    if (unknown !== undefined) throw malformed('Invalid principal in policy');
  }
}

/** A policy speaks of its own bucket and of what is in it, and of each only with actions that can be done to it. */
function checkWhatItIsAbout({ Action, NotAction, Resource, NotResource }: PolicyStatement, bucketName: string): void {
  const own = `arn:aws:s3:::${bucketName}`;
  const resources = listOf(Resource ?? NotResource);
  if (!resources.every((resource) => resource === own || resource.startsWith(`${own}/`) || wildly(resource, own))) throw malformed('Policy has invalid resource');
  const about = {
    bucket: resources.some((resource) => !resource.includes('/') || resource.startsWith(`${own}*`)),
    object: resources.some((resource) => resource.includes('/') || resource.endsWith('*')),
  };
  for (const action of listOf(Action ?? NotAction)) {
    const kinds = kindsOf(action);
    if (!kinds.bucket && !kinds.object) throw malformed('Policy has invalid action');
    const applies = (kinds.bucket && about.bucket) || (kinds.object && about.object);
    if (!applies && NotResource === undefined) throw malformed('Action does not apply to any resource(s) in statement');
  }
}

/** `arn:aws:s3:::ledger*` stands for the bucket and for all that is in it. */
function wildly(resource: string, own: string): boolean {
  const [stem = ''] = resource.split('*', 1);
  return resource.includes('*') && stem.length > 'arn:aws:s3:::'.length && own.startsWith(stem);
}

function malformed(message: string, cause?: PolicyProblem): AwsError {
  // The name of the element that S3 stumbled over.
  const detail = cause?.part === 'principal' ? /"([^"]*)"$/.exec(cause.message)?.[1] : undefined;
  return new AwsError('MalformedPolicy', message, { fields: detail === undefined ? {} : { Detail: detail } });
}
