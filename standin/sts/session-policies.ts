/** Policies that a caller puts on its own session, so that it can do less than the role could. */
import type { AssumeRoleRequest } from '@aws-sdk/client-sts';
import { documentIn } from '../iam/documents';
import type { Identities } from '../iam/identities';
import { refusals } from '../iam/refusals';

const longest = 2_048;
const most = 10;

/** Their texts, as they are now. Throws MalformedPolicyDocument and ValidationError. */
export function sessionPolicies(identities: Identities, { Policy: text, PolicyArns: given = [] }: AssumeRoleRequest, roleArn: string): string[] {
  if (text !== undefined && text.length > longest) throw refusals.constraint(text, 'policy', `Member must have length less than or equal to ${longest}`);
  if (given.length > most) throw refusals.validation(`The number of session policy ARNs exceeds ${most}.`);
  const account = roleArn.split(':')[4] ?? '';
  const managed = given.map(({ arn = '' }) => {
    const document = arn.startsWith('arn:aws:iam::aws:') || arn.startsWith(`arn:aws:iam::${account}:`) ? identities.managedText(arn) : undefined;
    if (document === undefined) throw refusals.malformed(`Policy ${arn} does not exist or is not attachable.`);
    return document;
  });
  return text === undefined ? managed : [...managed, documentIn(text, { member: 'policy', kind: 'session' })];
}
