/** Names for keys: https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html */
import type { AliasListEntry, CreateAliasRequest, DeleteAliasRequest, ListAliasesRequest, ListAliasesResponse, UpdateAliasRequest } from '@aws-sdk/client-kms';
import { AwsError } from '../../aws-error';
import { operation, type Call, type Handler } from '../../service';
import { invalidMember, notFound, validation } from '../errors';
import { type Alias, aliasArn, type Key } from '../key';
import { checkNotLeaving, type KeyRing } from '../key-ring';
import { pageOf } from '../page';

export function createAlias(ring: KeyRing): Handler {
  return operation<CreateAliasRequest, object>(async ({ AliasName, TargetKeyId }, call) => {
    const name = checkedName(AliasName);
    const key = targetOf(ring, call, TargetKeyId, 'kms:CreateAlias');
    const place = { region: call.region, accountId: call.caller.accountId, name };
    requireOnAlias(ring, call, name, 'kms:CreateAlias');
    if (ring.store.alias(place.region, place.accountId, name)) {
      throw new AwsError('AlreadyExistsException', `An alias with the name ${aliasArn(place)} already exists`);
    }
    ring.store.putAlias({ ...place, keyId: key.id, created: call.now, updated: call.now });
    return {};
  });
}

export function updateAlias(ring: KeyRing): Handler {
  return operation<UpdateAliasRequest, object>(async ({ AliasName, TargetKeyId }, call) => {
    const alias = ownAlias(ring, call, checkedName(AliasName));
    requireOnAlias(ring, call, alias.name, 'kms:UpdateAlias');
    const key = targetOf(ring, call, TargetKeyId, 'kms:UpdateAlias');
    ring.keyOf(call, { KeyId: alias.keyId, action: 'kms:UpdateAlias' });
    ring.store.putAlias({ ...alias, keyId: key.id, updated: call.now });
    return {};
  });
}

export function deleteAlias(ring: KeyRing): Handler {
  return operation<DeleteAliasRequest, object>(async ({ AliasName }, call) => {
    const alias = ownAlias(ring, call, checkedName(AliasName));
    requireOnAlias(ring, call, alias.name, 'kms:DeleteAlias');
    ring.keyOf(call, { KeyId: alias.keyId, action: 'kms:DeleteAlias' });
    ring.store.deleteAlias(alias);
    return {};
  });
}

export function listAliases(ring: KeyRing): Handler {
  return operation<ListAliasesRequest, ListAliasesResponse>(async (input, call) => {
    const key = input.KeyId === undefined ? undefined : ring.keyOf(call, { KeyId: input.KeyId, action: 'kms:ListAliases' });
    const aliases = ring.store.aliasesOf(call.region, call.caller.accountId).filter(({ keyId }) => !key || keyId === key.id);
    const { page, rest } = pageOf(aliases, input, 50, 100);
    return { Aliases: page.map(entryOf), ...rest };
  });
}

function entryOf(alias: Alias): AliasListEntry {
  return {
    AliasName: alias.name,
    AliasArn: aliasArn(alias),
    TargetKeyId: alias.keyId,
    CreationDate: alias.created.toDate(),
    LastUpdatedDate: alias.updated.toDate(),
  };
}

function checkedName(name: string = ''): string {
  if (!name.startsWith('alias/')) {
    throw validation('Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html');
  }
  if (name.length > 256) throw invalidMember('aliasName', name, 'have length less than or equal to 256');
  if (!/^alias\/[a-zA-Z0-9/_-]+$/.test(name)) throw invalidMember('aliasName', name, 'satisfy regular expression pattern: ^[a-zA-Z0-9/_-]+$');
  // These names are for AWS's own keys.
  if (name.startsWith('alias/aws/')) throw new AwsError('NotAuthorizedException', '');
  return name;
}

function ownAlias(ring: KeyRing, call: Call, name: string): Alias {
  const place = { region: call.region, accountId: call.caller.accountId, name };
  const alias = ring.store.alias(place.region, place.accountId, name);
  if (alias) return alias;
  throw notFound(`Alias ${aliasArn(place)} is not found.`);
}

function targetOf(ring: KeyRing, call: Call, keyId: string | undefined, action: string): Key {
  const isAlias = /(^|:)alias\//.test(keyId ?? '');
  if (isAlias) throw validation('Aliases must refer to keys. Not aliases');
  const key = ring.ownKeyOf(call, { KeyId: keyId, action });
  checkNotLeaving(key);
  return key;
}

/** Both the alias and its key have to be the caller's to change; an alias has no policy of its own. */
function requireOnAlias(ring: KeyRing, call: Call, name: string, action: string): void {
  const resource = aliasArn({ region: call.region, accountId: call.caller.accountId, name });
  ring.access.require({ caller: call.caller, action, resource });
}
