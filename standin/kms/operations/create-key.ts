/** CreateKey: https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html */
import type { CreateKeyRequest, CreateKeyResponse } from '@aws-sdk/client-kms';
import { operation, type Handler } from '../../service';
import { invalidMember, notServed, validation } from '../errors';
import type { KeyRing } from '../key-ring';
import { checkKeyPolicy, defaultPolicy } from './key-policies';
import { metadataOf } from './key-metadata';
import { checkTags } from './tags';

/** What AWS makes and the stand-in does not: keys of two halves, and keys that only authenticate. */
const otherSpecs = /^(RSA_(2048|3072|4096)|ECC_(NIST_P(256|384|521)|NIST_EDWARDS25519|SECG_P256K1)|HMAC_(224|256|384|512)|SM2|ML_(DSA|KEM)_\w+)$/;
const otherUsages = ['SIGN_VERIFY', 'GENERATE_VERIFY_MAC', 'KEY_AGREEMENT', 'KEY_ENCAPSULATION'];
const otherOrigins = ['EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'];

export function createKey(ring: KeyRing): Handler {
  return operation<CreateKeyRequest, CreateKeyResponse>(async (input, call) => {
    checkKind(input);
    if (Buffer.byteLength(input.Description ?? '') > 8192) throw invalidMember('description', undefined, 'have length less than or equal to 8192');
    const tags = checkTags(input.Tags ?? [], []);
    const policy = input.Policy ?? defaultPolicy(call.caller.accountId);
    checkKeyPolicy(ring, call, policy, input.BypassPolicyLockoutSafetyCheck === true);
    const { region, caller } = call;
    const key = ring.store.make({ region, accountId: caller.accountId, manager: 'CUSTOMER', description: input.Description ?? '', policy, tags });
    return { KeyMetadata: metadataOf(key) };
  });
}

function checkKind(input: CreateKeyRequest): void {
  const spec: string = input.KeySpec ?? input.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT';
  const usage: string = input.KeyUsage ?? 'ENCRYPT_DECRYPT';
  const origin: string = input.Origin ?? 'AWS_KMS';
  if (input.KeySpec !== undefined && input.CustomerMasterKeySpec !== undefined) {
    throw validation('You cannot specify KeySpec and CustomerMasterKeySpec in the same request. CustomerMasterKeySpec is deprecated.');
  }
  if (otherSpecs.test(spec)) throw notServed(`keys of the spec ${spec}, only SYMMETRIC_DEFAULT`);
  if (spec !== 'SYMMETRIC_DEFAULT') throw invalidMember('keySpec', spec, 'satisfy enum value set: [SYMMETRIC_DEFAULT]');
  if (otherUsages.includes(usage)) throw validation(`KeyUsage ${usage} is not compatible with KeySpec ${spec}`);
  if (usage !== 'ENCRYPT_DECRYPT') throw invalidMember('keyUsage', usage, `satisfy enum value set: [ENCRYPT_DECRYPT, ${otherUsages.join(', ')}]`);
  if (otherOrigins.includes(origin)) throw notServed(`keys whose origin is ${origin}, only AWS_KMS`);
  if (origin !== 'AWS_KMS') throw invalidMember('origin', origin, `satisfy enum value set: [AWS_KMS, ${otherOrigins.join(', ')}]`);
  if (input.MultiRegion === true) throw notServed('multi-Region keys');
  if (input.CustomKeyStoreId !== undefined || input.XksKeyId !== undefined) throw notServed('custom key stores');
}
