/** Policies joined: which of them has to allow, and whose refusal counts. Each case is an answer that AWS's documentation gives. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Chance } from '../chance';
import { Journal } from '../durable/journal';
import { Identities } from '../iam/identities';
import type { Role, User } from '../iam/state/records';
import { Instant } from '../../time/instant';
import type { Caller } from '../service';
import { Access, type ResourcePolicy } from './access';
import type { PolicyDocument, PolicyStatement } from './policy-document';
import { serviceCaller } from './service-caller';

const here = '123456789012';
const elsewhere = '210987654321';
const created = Instant.parse('2026-01-05T00:00:00Z');
const bucket = 'arn:aws:s3:::plans';

const get = { Action: 's3:GetObject', Resource: `${bucket}/*` };
const allowed: PolicyStatement = { Effect: 'Allow', ...get };
const denied: PolicyStatement = { Effect: 'Deny', ...get };
const other: PolicyStatement = { Effect: 'Allow', Action: 'sns:Publish', Resource: '*' };

function policy(...Statement: PolicyStatement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement };
}

interface Case {
  own?: PolicyStatement[];
  boundary?: PolicyStatement[];
  session?: PolicyStatement[];
  /** Statements of the bucket's policy; no policy when not given. */
  bucket?: PolicyStatement[];
  owner?: string;
  mustAllow?: boolean;
}

const userArn = `arn:aws:iam::${here}:user/ann`;
const roleArn = `arn:aws:iam::${here}:role/restore`;
const sessionArn = `arn:aws:sts::${here}:assumed-role/restore/drill`;
const root: Caller = { kind: 'root', accountId: here, arn: `arn:aws:iam::${here}:root`, userId: here, accessKeyId: '' };
const user: Caller = { kind: 'user', accountId: here, arn: userArn, userId: 'AIDAANN', accessKeyId: '' };
const anybody: Caller = { kind: 'anonymous', accountId: '', arn: '*', userId: 'anonymous', accessKeyId: '' };

/** What is said of a GET by a caller who has those policies: `yes`, or why not. */
function answer(caller: Caller, { own = [], boundary, session, bucket: statements, owner = here, mustAllow }: Case): string {
  const identities = new Identities({ journal: Journal.none(), chance: new Chance('test') });
  const text = JSON.stringify(policy(...own));
  const limit = boundary && JSON.stringify(policy(...boundary));
  const bounds = `arn:aws:iam::${here}:policy/bounds`;
  const common = { accountId: here, path: '/', created, inline: { own: text }, attached: [], tags: { team: 'sre' }, boundary: limit && bounds };
  const ann: User = { ...common, id: 'AIDAANN', name: 'ann', groups: [], keysMade: 0 };
  const restore: Role = { ...common, id: 'AROARESTORE', name: 'restore', trust: '', longestSession: 3_600 };
  identities.users.put(ann);
  identities.roles.put(restore);
  if (limit) identities.policies.put({ accountId: here, path: '/', created, id: 'ANPA', name: 'bounds', tags: {}, updated: created, versions: [{ id: 'v1', text: limit, created }], inForce: 'v1', versionsMade: 1 });
  const resourcePolicy: ResourcePolicy = { accountId: owner, document: statements && policy(...statements), mustAllow };
  const whole = session && caller.session ? { ...caller, session: { ...caller.session, policies: [policy(...session)] } } : caller;
  const decision = new Access(identities).decide({ caller: whole, action: 's3:GetObject', resource: `${bucket}/2026/plan.pdf`, resourcePolicy });
  if (decision.allowed) return 'yes';
  return 'denied' in decision ? `denied by ${decision.denied}` : `lacking ${decision.lacking}`;
}

const role: Caller = {
  kind: 'role',
  accountId: here,
  arn: sessionArn,
  userId: 'AROARESTORE:drill',
  accessKeyId: '',
  session: { roleArn, policies: [], tags: {}, issued: created },
};

function forPrincipal(Principal: PolicyStatement['Principal'], statement = allowed): PolicyStatement[] {
  return [{ ...statement, Principal }];
}

function table(cases: Readonly<Record<string, [Caller, Case, string]>>): void {
  for (const [name, [caller, given, expected]] of Object.entries(cases)) test(name, () => assert.equal(answer(caller, given), expected));
}

const identity = 'lacking an identity-based policy';
const resource = 'lacking a resource-based policy';

describe('in one account', () => {
  table({
    'the root user may do everything': [root, {}, 'yes'],
    'the root user obeys an explicit deny of the resource': [root, { bucket: forPrincipal('*', denied) }, 'denied by a resource-based policy'],
    'a user may do nothing at first': [user, {}, identity],
    'a user may do what a policy of its own allows': [user, { own: [allowed] }, 'yes'],
    'a user may not do what its policy does not speak of': [user, { own: [other] }, identity],
    'a user may do what the resource allows it by name': [user, { bucket: forPrincipal({ AWS: userArn }) }, 'yes'],
    'a user may do what the resource allows everybody': [user, { bucket: forPrincipal('*') }, 'yes'],
    'naming the account leaves it to the policies of its users': [user, { bucket: forPrincipal({ AWS: here }) }, identity],
    'an explicit deny of its own wins over what the resource allows': [user, { own: [denied], bucket: forPrincipal({ AWS: userArn }) }, 'denied by an identity-based policy'],
    'an explicit deny of the resource wins over what its own policy allows': [user, { own: [allowed], bucket: forPrincipal({ AWS: here }, denied) }, 'denied by a resource-based policy'],
    'a deny wins whatever stands beside it': [user, { own: [allowed, denied] }, 'denied by an identity-based policy'],
  });
});

describe('a permissions boundary', () => {
  table({
    'gives nothing': [user, { boundary: [allowed] }, identity],
    'lets through what it allows as well': [user, { own: [allowed], boundary: [allowed] }, 'yes'],
    'holds back what it does not allow': [user, { own: [allowed], boundary: [other] }, 'lacking a permissions boundary'],
    'denies': [user, { own: [allowed], boundary: [allowed, denied] }, 'denied by a permissions boundary'],
    'does not hold back what the resource allows a user by name': [user, { boundary: [other], bucket: forPrincipal({ AWS: userArn }) }, 'yes'],
    'holds back what the resource allows a role': [role, { boundary: [other], bucket: forPrincipal({ AWS: roleArn }) }, 'lacking a permissions boundary'],
    'does not hold back what the resource allows a session by name': [role, { boundary: [other], bucket: forPrincipal({ AWS: sessionArn }) }, 'yes'],
  });
});

describe('a session', () => {
  table({
    'may do what its role may': [role, { own: [allowed] }, 'yes'],
    'with a policy may do what both allow': [role, { own: [allowed, other], session: [allowed] }, 'yes'],
    'with a policy may not do more than it allows': [role, { own: [allowed, other], session: [other] }, 'lacking a session policy'],
    'gets nothing from its policy alone': [role, { session: [allowed] }, identity],
    'is held by its policy to less than the resource allows its role': [role, { session: [other], bucket: forPrincipal({ AWS: roleArn }) }, 'lacking a session policy'],
    'may do what the resource allows its role': [role, { bucket: forPrincipal({ AWS: roleArn }) }, 'yes'],
  });
});

describe('across accounts', () => {
  table({
    'its own policy is not enough': [user, { own: [allowed], owner: elsewhere }, resource],
    "the resource's policy is not enough": [user, { bucket: forPrincipal({ AWS: userArn }), owner: elsewhere }, identity],
    'both are': [user, { own: [allowed], bucket: forPrincipal({ AWS: userArn }), owner: elsewhere }, 'yes'],
    'the resource may name the account': [user, { own: [allowed], bucket: forPrincipal({ AWS: `arn:aws:iam::${here}:root` }), owner: elsewhere }, 'yes'],
    'the root user needs the resource alone': [root, { bucket: forPrincipal({ AWS: here }), owner: elsewhere }, 'yes'],
    'the root user is nobody elsewhere': [root, { owner: elsewhere }, resource],
    'everybody is welcome where the resource says so, if their own account lets them': [user, { bucket: forPrincipal('*'), owner: elsewhere }, identity],
  });
});

describe('who belongs to no account', () => {
  table({
    'nobody in particular may do nothing': [anybody, {}, resource],
    'nobody in particular may do what everybody may': [anybody, { bucket: forPrincipal({ AWS: '*' }) }, 'yes'],
    'nobody in particular is not in an account': [anybody, { bucket: forPrincipal({ AWS: here }) }, resource],
    'a service may do what it is allowed by name': [serviceCaller('s3.amazonaws.com'), { bucket: forPrincipal({ Service: 's3.amazonaws.com' }) }, 'yes'],
    'another service may not': [serviceCaller('fis.amazonaws.com'), { bucket: forPrincipal({ Service: 's3.amazonaws.com' }) }, resource],
  });
});

describe('a resource whose policy has to let its account in first', () => {
  table({
    'is closed to those whom only their own policy allows': [user, { own: [allowed], bucket: forPrincipal({ AWS: sessionArn }), mustAllow: true }, resource],
    'is open to them once it names the account': [user, { own: [allowed], bucket: forPrincipal({ AWS: here }), mustAllow: true }, 'yes'],
    'still needs their own policy then': [user, { bucket: forPrincipal({ AWS: here }), mustAllow: true }, identity],
    'is open to those whom it names': [user, { bucket: forPrincipal({ AWS: userArn }), mustAllow: true }, 'yes'],
    'is closed to the root user while it has no policy': [root, { mustAllow: true }, resource],
    'is closed to the root user whom it does not name': [root, { bucket: forPrincipal({ AWS: userArn }), mustAllow: true }, resource],
  });
});

describe('NotPrincipal, NotAction and NotResource', () => {
  const notPrincipal = (NotPrincipal: PolicyStatement['NotPrincipal']): PolicyStatement[] => [{ ...denied, NotPrincipal }];
  table({
    'deny everybody but the one who is named': [user, { own: [allowed], bucket: notPrincipal({ AWS: [userArn, here] }) }, 'yes'],
    'deny whoever is not named': [role, { own: [allowed], bucket: notPrincipal({ AWS: [userArn, here] }) }, 'denied by a resource-based policy'],
    'allow every action but those': [user, { own: [{ Effect: 'Allow', NotAction: 's3:Delete*', Resource: '*' }] }, 'yes'],
    'do not allow those': [user, { own: [{ Effect: 'Allow', NotAction: 's3:Get*', Resource: '*' }] }, identity],
    'allow every resource but those': [user, { own: [{ Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::other*' }] }, 'yes'],
    'do not allow what is in those': [user, { own: [{ Effect: 'Allow', Action: 's3:*', NotResource: `${bucket}/*` }] }, identity],
  });
});

describe('what a statement is about', () => {
  const own = (Action: string, Resource: string): Case => ({ own: [{ Effect: 'Allow', Action, Resource }] });
  table({
    'actions are told apart without regard to case': [user, own('S3:getobject', '*'), 'yes'],
    'actions have wildcards': [user, own('s3:?et*ct', '*'), 'yes'],
    'resources are told apart by case': [user, own('s3:*', 'arn:aws:s3:::Plans/*'), identity],
    'a bucket is none of its objects': [user, own('s3:*', bucket), identity],
    'an ARN that is cut short goes on with anything': [user, own('s3:*', 'arn:aws:s3'), 'yes'],
    'a variable stands for the name of the user': [user, own('s3:*', 'arn:aws:s3:::plans/${aws:username}/*'), identity],
    'a tag of the user is a condition like any other': [user, { own: [{ ...allowed, Condition: { StringEquals: { 'aws:PrincipalTag/Team': 'sre' } } }] }, 'yes'],
    'the ARN of a session is that of its role to a condition': [role, { own: [{ ...allowed, Condition: { ArnEquals: { 'aws:PrincipalArn': roleArn } } }] }, 'yes'],
  });
});
