/** Whether a caller may do something with a key: its policy has to let the caller or the account in, and grants add to it. */
import type { Access } from '../access/access';
import type { PolicyStatement } from '../access/policy-document';
import { readPolicy } from '../access/read-policy';
import type { Caller } from '../service';
import { arnOf, type Grant, type Key } from './key';

export interface KeyAction {
  caller: Caller;
  /** `kms:Decrypt` */
  action: string;
  encryptionContext?: Readonly<Record<string, string>>;
  /** The service that asks for the caller: `s3`. */
  via?: string;
  /** The alias by which the key was named, if it was. */
  alias?: string;
}

/** Throws `AccessDenied`. */
export function requireOn(access: Access, key: Key, wanted: KeyAction): void {
  const policy = readPolicy(key.policy);
  const granted = statementsOf(key, wanted);
  access.require({
    caller: wanted.caller,
    action: wanted.action,
    resource: arnOf(key),
    context: () => contextOf(key, wanted),
    resourcePolicy: {
      accountId: key.accountId,
      // A policy is made ready once for as long as its document is the same one.
      document: granted.length ? { ...policy, Statement: [...policy.Statement, ...granted] } : policy,
      mustAllow: true,
    },
  });
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html */
function contextOf(key: Key, { caller, action, encryptionContext = {}, via, alias }: KeyAction): Record<string, string | readonly string[]> {
  const names = Object.keys(encryptionContext);
  return {
    'kms:calleraccount': caller.accountId,
    ...Object.fromEntries(Object.entries(encryptionContext).map(([name, value]) => [`kms:encryptioncontext:${name.toLowerCase()}`, value])),
    ...(names.length ? { 'kms:encryptioncontextkeys': names } : {}),
    ...(via === undefined ? {} : { 'kms:viaservice': `${via}.${key.region}.amazonaws.com` }),
    // A service of AWS makes grants for what it encrypts, and for nothing else.
    ...(via !== undefined && action === 'kms:CreateGrant' ? { 'kms:grantisforawsresource': 'true' } : {}),
    ...(alias === undefined ? {} : { 'kms:requestalias': alias }),
    ...Object.fromEntries(key.tags.map(({ TagKey, TagValue }) => [`aws:resourcetag/${(TagKey ?? '').toLowerCase()}`, TagValue ?? ''])),
  };
}

/** A grant is as good as a statement of the policy that lets its grantee do what it is for; a denial still outweighs it. */
function statementsOf({ grants }: Key, wanted: KeyAction): PolicyStatement[] {
  return grants
    .filter((grant) => grant.operations.some((operation) => wanted.action === `kms:${operation}`) && isWithin(grant, wanted.encryptionContext ?? {}))
    .map(({ grantee }) => ({ Effect: 'Allow', Principal: granteeOf(grantee), Action: wanted.action, Resource: '*' }));
}

function granteeOf(grantee: string): PolicyStatement['Principal'] {
  return grantee.endsWith('.amazonaws.com') ? { Service: grantee } : { AWS: grantee };
}

function isWithin({ constraints }: Grant, context: Readonly<Record<string, string>>): boolean {
  const { EncryptionContextEquals: equal, EncryptionContextSubset: subset } = constraints ?? {};
  const has = (wanted: Record<string, string>): boolean => Object.entries(wanted).every(([name, value]) => context[name] === value);
  if (equal && !(has(equal) && Object.keys(equal).length === Object.keys(context).length)) return false;
  return subset === undefined || has(subset);
}
