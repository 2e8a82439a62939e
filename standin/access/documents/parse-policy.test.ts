/** Policies that AWS refuses, and those that it takes. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { AwsError } from '../../aws-error';
import { readPolicy } from '../read-policy';
import { parsePolicy, type PolicyKind } from './parse-policy';
import { PolicyProblem } from './policy-problem';

const good = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

function problem(document: unknown, kind: PolicyKind = 'inline'): string {
  try {
    parsePolicy(typeof document === 'string' ? document : JSON.stringify(document), { kind });
    return 'none';
  } catch (error) {
    assert.ok(error instanceof PolicyProblem, String(error));
    return error.message;
  }
}

function of(statement: object, version = '2012-10-17'): object {
  return { Version: version, Statement: [statement] };
}

const syntax = 'Syntax errors in policy.';

describe('a policy', () => {
  const cases: [string, unknown, string, PolicyKind?][] = [
    ['of one statement', of(good), 'none'],
    ['whose statement stands without a list', { Version: '2012-10-17', Statement: good }, 'none'],
    ['without a version', { Statement: [good] }, 'none'],
    ['that is managed and without a version', { Statement: [good] }, 'Policy document must be version 2012-10-17 or greater.', 'managed'],
    ['of a version that never was', of(good, '2019-01-01'), syntax],
    ['that is no JSON', 'Allow everything', 'This policy contains invalid Json'],
    ['with a blank in front', ` ${JSON.stringify(of(good))}`, 'This policy contains invalid Json'],
    ['that is a list', '[]', 'This policy contains invalid Json'],
    ['without statements', { Version: '2012-10-17' }, syntax],
    ['with an element that there is not', of({ ...good, Efect: 'Deny' }), syntax],
    ['with another effect', of({ ...good, Effect: 'allow' }), syntax],
    ['without actions', of({ Effect: 'Allow', Resource: '*' }), 'Policy statement must contain actions.'],
    ['with both kinds of actions', of({ ...good, NotAction: 's3:*' }), syntax],
    ['with an action of no service', of({ ...good, Action: 'GetObject' }), 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.'],
    ['with an action of two services', of({ ...good, Action: 's3:x:y' }), 'Actions/Condition can contain only one colon.'],
    ['with a service that is a wildcard', of({ ...good, Action: 's*:GetObject' }), 'Vendor s* is not valid'],
    ['without resources', of({ Effect: 'Allow', Action: '*' }), 'Policy statement must contain resources.'],
    ['with a resource that is no ARN', of({ ...good, Resource: 'plans/*' }), 'Resource plans/* must be in ARN format or "*".'],
    ['with a partition that there is not', of({ ...good, Resource: 'arn:nowhere:s3:::plans' }), 'Partition "nowhere" is not valid for resource "arn:nowhere:s3:::plans".'],
    ['of an identity with a principal', of({ ...good, Principal: '*' }), 'Policy document should not specify a principal.'],
    ['with the same id twice', { Version: '2012-10-17', Statement: [{ ...good, Sid: 'a' }, { ...good, Sid: 'a' }] }, 'Statement IDs (SID) in a single policy must be unique.'],
    ['with an operator that there is not', of({ ...good, Condition: { Equals: { 'aws:username': 'ann' } } }), 'Invalid Condition type : Equals.'],
    ['of a resource without a principal', of(good), 'Missing required field Principal', 'resource'],
    ['of a resource with a principal that is nobody', of({ ...good, Principal: { AWS: 'ann' } }), 'Invalid principal in policy: "AWS":"ann"', 'resource'],
    ['of a resource with half a wildcard as principal', of({ ...good, Principal: { AWS: 'arn:aws:iam::123456789012:user/*' } }), 'Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:user/*"', 'resource'],
    ['of a role with a resource', of({ ...good, Action: 'sts:AssumeRole', Principal: { AWS: '123456789012' } }), 'Has prohibited field Resource', 'trust'],
    ['of a role about another action', of({ Effect: 'Allow', Action: 's3:GetObject', Principal: { AWS: '123456789012' } }), 'AssumeRole policy may only specify STS AssumeRole actions.', 'trust'],
    ['of a role that trusts a service', of({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: ['s3.amazonaws.com', 'batchoperations.s3.amazonaws.com'] } }), 'none', 'trust'],
  ];
  for (const [name, document, expected, kind] of cases) {
    test(`${name}: ${expected}`, () => assert.equal(problem(document, kind), expected));
  }

  test('that trusts a federation is not served, and is not taken for one that trusts nobody', () => {
    const text = JSON.stringify(of({ Effect: 'Allow', Action: 'sts:AssumeRoleWithSAML', Principal: { Federated: 'arn:aws:iam::123456789012:saml-provider/x' } }));
    assert.throws(() => parsePolicy(text, { kind: 'trust' }), (error) => error instanceof AwsError && error.status === 501);
  });

  test('may write true, false and numbers without quotes in conditions', () => {
    const text = JSON.stringify(of({ ...good, Condition: { Bool: { 'aws:SecureTransport': false }, NumericLessThan: { 's3:max-keys': [10, 20] } } }));
    const [statement] = parsePolicy(text, { kind: 'inline' }).Statement;
    assert.deepEqual(statement?.Condition, { Bool: { 'aws:SecureTransport': ['false'] }, NumericLessThan: { 's3:max-keys': ['10', '20'] } });
  });

  test('is read once for each text', () => {
    const text = JSON.stringify(of(good));
    assert.equal(readPolicy(text), readPolicy(text));
  });
});
