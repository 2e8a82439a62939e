/** Grants, which let one principal do some things with one key: https://docs.aws.amazon.com/kms/latest/developerguide/grants.html */
import type {
  CreateGrantRequest,
  CreateGrantResponse,
  GrantListEntry,
  ListGrantsRequest,
  ListGrantsResponse,
  RetireGrantRequest,
  RevokeGrantRequest,
} from '@aws-sdk/client-kms';
import { AwsError } from '../../aws-error';
import { operation, type Call, type Handler } from '../../service';
import { invalidMember, notFound, validation } from '../errors';
import { arnOf, type Grant, type Key } from '../key';
import { checkNotLeaving, checkUsable, type KeyRing } from '../key-ring';
import { pageOf } from '../page';
import { requireOn } from '../permission';
import { dryRun } from './encrypting';

/** What a grant of a symmetric key may be for. */
const operations = [
  'CreateGrant', 'Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'ReEncryptFrom', 'ReEncryptTo', 'RetireGrant',
] as const; // prettier-ignore

const principal = /^(arn:aws:(iam|sts)::\d{12}:.+|[a-z0-9.-]+\.amazonaws\.com)$/;

/** A grant of the same name and with the same rules is not made again. */
export function createGrant(ring: KeyRing): Handler {
  return operation<CreateGrantRequest, CreateGrantResponse>(async (input, call) => {
    const key = ring.keyOf(call, { KeyId: input.KeyId, action: 'kms:CreateGrant' });
    checkUsable(key);
    const asked = checkedGrant(input);
    if (input.DryRun) throw dryRun();
    const same = key.grants.find((grant) => grant.name !== undefined && sameRules(grant, asked));
    if (same) return { GrantId: same.id, GrantToken: same.token };
    const drawn = ring.store.draw(96, 'grant');
    const made = { id: drawn.toString('hex', 0, 32), token: drawn.toString('base64', 32), issuer: call.caller.arn, created: call.now };
    const grant = { ...asked, ...made };
    ring.store.change(key, { grants: [...key.grants, grant] });
    return { GrantId: grant.id, GrantToken: grant.token };
  });
}

export function listGrants(ring: KeyRing): Handler {
  return operation<ListGrantsRequest, ListGrantsResponse>(async (input, call) => {
    const key = ring.keyOf(call, { KeyId: input.KeyId, action: 'kms:ListGrants' });
    const grants = key.grants.filter(
      ({ id, grantee }) => (input.GrantId === undefined || input.GrantId === id) && (input.GranteePrincipal === undefined || input.GranteePrincipal === grantee),
    );
    const { page, rest } = pageOf(grants, input, 50, 100);
    return { Grants: page.map((grant) => entryOf(key, grant)), ...rest };
  });
}

export function revokeGrant(ring: KeyRing): Handler {
  return operation<RevokeGrantRequest, object>(async (input, call) => {
    const key = ring.keyOf(call, { KeyId: input.KeyId, action: 'kms:RevokeGrant' });
    checkNotLeaving(key);
    const grant = key.grants.find(({ id }) => id === input.GrantId);
    if (!grant) throw notFound(`Grant ID ${input.GrantId ?? ''} not found`);
    if (input.DryRun) throw dryRun();
    ring.store.change(key, { grants: key.grants.filter((one) => one !== grant) });
    return {};
  });
}

/** By its token, or by its key and id; whoever the grant names for it may, and whom the key's policy lets. */
export function retireGrant(ring: KeyRing): Handler {
  return operation<RetireGrantRequest, object>(async (input, call) => {
    const { key, grant } = grantOf(ring, call, input);
    const byGrant = grant.retiring === call.caller.arn || (grant.grantee === call.caller.arn && grant.operations.includes('RetireGrant'));
    if (!byGrant) requireOn(ring.access, key, { caller: call.caller, action: 'kms:RetireGrant' });
    checkNotLeaving(key);
    if (input.DryRun) throw dryRun();
    ring.store.change(key, { grants: key.grants.filter((one) => one !== grant) });
    return {};
  });
}

function grantOf(ring: KeyRing, call: Call, { GrantToken: token, GrantId: id, KeyId: arn }: RetireGrantRequest): { key: Key; grant: Grant } {
  if ((token === undefined) === (id === undefined || arn === undefined)) throw validation('Either a grant token, or a grant ID and a key ARN, has to be given.');
  for (const key of ring.store.keysOf(call.region, arn?.split(':')[4] ?? call.caller.accountId)) {
    const grant = key.grants.find((one) => (token === undefined ? one.id === id && arnOf(key) === arn : one.token === token));
    if (grant) return { key, grant };
  }
  if (token !== undefined) throw new AwsError('InvalidGrantTokenException', 'The grant token is not one of a grant that is there.');
  throw notFound(`Grant ID ${id ?? ''} not found`);
}

function checkedGrant(input: CreateGrantRequest): Omit<Grant, 'id' | 'token' | 'issuer' | 'created'> {
  const { GranteePrincipal: grantee = '', RetiringPrincipal: retiring, Operations: asked = [], Constraints: constraints, Name: name } = input;
  for (const arn of [grantee, ...(retiring === undefined ? [] : [retiring])]) {
    if (!principal.test(arn)) throw new AwsError('InvalidArnException', 'ARN does not refer to a valid principal');
  }
  const unknown = asked.find((one) => !(operations as readonly string[]).includes(one));
  if (asked.length === 0) throw invalidMember('operations', undefined, 'have length greater than or equal to 1');
  if (unknown !== undefined) throw validation(`Grant operation ${unknown} is not supported for keys of the spec SYMMETRIC_DEFAULT.`);
  if (constraints?.SourceArn !== undefined) throw new AwsError('NotImplemented', 'The stand-in does not serve the grant constraint SourceArn.', { status: 501 });
  return { grantee, operations: asked, ...(retiring !== undefined && { retiring }), ...(name !== undefined && { name }), ...(constraints && { constraints }) };
}

function sameRules(grant: Grant, asked: Omit<Grant, 'id' | 'token' | 'issuer' | 'created'>): boolean {
  const rules = ({ name, grantee, retiring, operations: wanted, constraints }: typeof asked): string =>
    JSON.stringify([name, grantee, retiring ?? null, [...wanted].sort(), constraints ?? null]);
  return rules(grant) === rules(asked);
}

function entryOf(key: Key, grant: Grant): GrantListEntry {
  return {
    KeyId: arnOf(key),
    GrantId: grant.id,
    Name: grant.name,
    CreationDate: grant.created.toDate(),
    GranteePrincipal: grant.grantee,
    RetiringPrincipal: grant.retiring,
    IssuingAccount: `arn:aws:iam::${key.accountId}:root`,
    Operations: [...grant.operations],
    Constraints: grant.constraints,
  };
}
