/** DescribeKey, ListKeys and UpdateKeyDescription: https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html */
import type { DescribeKeyRequest, DescribeKeyResponse, ListKeysRequest, ListKeysResponse, UpdateKeyDescriptionRequest } from '@aws-sdk/client-kms';
import { operation, type Handler } from '../../service';
import { invalidMember } from '../errors';
import { arnOf } from '../key';
import { checkNotLeaving, type KeyRing } from '../key-ring';
import { pageOf } from '../page';
import { metadataOf } from './key-metadata';

export function describeKey(ring: KeyRing): Handler {
  return operation<DescribeKeyRequest, DescribeKeyResponse>(async ({ KeyId }, call) => ({
    KeyMetadata: metadataOf(ring.keyOf(call, { KeyId, action: 'kms:DescribeKey' })),
  }));
}

export function listKeys(ring: KeyRing): Handler {
  return operation<ListKeysRequest, ListKeysResponse>(async (input, call) => {
    const { page, rest } = pageOf(ring.store.keysOf(call.region, call.caller.accountId), input, 100, 1_000);
    return { Keys: page.map((key) => ({ KeyId: key.id, KeyArn: arnOf(key) })), ...rest };
  });
}

export function updateKeyDescription(ring: KeyRing): Handler {
  return operation<UpdateKeyDescriptionRequest, object>(async ({ KeyId, Description: description = '' }, call) => {
    const key = ring.ownKeyOf(call, { KeyId, action: 'kms:UpdateKeyDescription' });
    checkNotLeaving(key);
    if (Buffer.byteLength(description) > 8192) throw invalidMember('description', undefined, 'have length less than or equal to 8192');
    ring.store.change(key, { description });
    return {};
  });
}
