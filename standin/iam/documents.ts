/** Policy documents as IAM takes them in, and hands them out again. */
import { parsePolicy, type PolicyKind } from '../access/documents/parse-policy';
import { PolicyProblem } from '../access/documents/policy-problem';
import { given } from './names';
import { refusals } from './refusals';

export interface TakenIn {
  member: string;
  kind: Exclude<PolicyKind, 'resource'>;
  principalExists?: (arn: string) => boolean;
}

/** The text, once it is known to be a policy of that kind. Throws MalformedPolicyDocument. */
export function documentIn(text: string | undefined, { member, ...options }: TakenIn): string {
  const document = given(member, text);
  try {
    parsePolicy(document, options);
  } catch (error) {
    throw error instanceof PolicyProblem ? refusals.malformed(error.message) : error;
  }
  return document;
}

/** Characters of a policy that count towards its quota: IAM does not count white space. */
export function sizeOf(text: string): number {
  return text.replace(/\s/g, '').length;
}

/** As answers carry it: encoded as RFC 3986 says. */
export function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
