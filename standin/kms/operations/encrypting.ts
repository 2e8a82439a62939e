/** What the operations that encrypt and decrypt share: the key that they mean, and what they may not do with it. */
import { AwsError } from '../../aws-error';
import type { Call } from '../../service';
import { invalidMember, notServed } from '../errors';
import { arnOf, type Key } from '../key';
import { checkUsable, type KeyRing } from '../key-ring';
import { findKey } from '../find-key';
import { requireOn } from '../permission';
import { open, type Opened, readSealed, seal } from '../sealing/ciphertext';

interface Asked {
  KeyId?: string;
  EncryptionContext?: Record<string, string>;
  DryRun?: boolean;
}

/** Throws `NotImplemented` for answers that only an attested enclave could read. */
export function checkUnserved(input: { Recipient?: object }): void {
  if (input.Recipient !== undefined) throw notServed('Recipient');
}

/** The one algorithm that symmetric keys have. */
export function checkAlgorithm(name: string = 'SYMMETRIC_DEFAULT', member = 'encryptionAlgorithm'): void {
  if (name === 'SYMMETRIC_DEFAULT') return;
  if (/^(RSAES_OAEP_SHA_(1|256)|SM2PKE)$/.test(name)) {
    throw new AwsError('InvalidKeyUsageException', `Algorithm ${name} is incompatible with key spec SYMMETRIC_DEFAULT.`);
  }
  throw invalidMember(member, name, 'satisfy enum value set: [SYMMETRIC_DEFAULT, RSAES_OAEP_SHA_1, RSAES_OAEP_SHA_256, SM2PKE]');
}

export interface Encrypting {
  key: Key;
  seal: (plaintext: Uint8Array) => Buffer;
}

/** Throws AWS's refusals; `DryRunOperationException` when all is well and nothing is to be done. */
export function encryptFor(ring: KeyRing, call: Call, { KeyId, EncryptionContext: context, DryRun }: Asked, action: string): Encrypting {
  const key = ring.keyOf(call, { KeyId, action, context });
  checkUsable(key);
  if (DryRun) throw dryRun();
  return { key, seal: (plaintext) => seal(key, plaintext, context, ring.store.draw(12, 'nonce')) };
}

/** Throws AWS's refusals; `IncorrectKeyException` where a key is named and the ciphertext is not of it. */
export function decryptFor(ring: KeyRing, call: Call, asked: Asked & { ciphertext: Uint8Array }, action: string): Opened & { key: Key } {
  const { KeyId, EncryptionContext: context } = asked;
  const sealed = readSealed(asked.ciphertext);
  const named = KeyId === undefined ? undefined : findKey(ring.store, { region: call.region, accountId: call.caller.accountId, now: call.now }, KeyId);
  const key = ring.store.keyIn(call.region, sealed.keyId);
  if (named && named !== key) throw new AwsError('IncorrectKeyException', 'The key ID in the request does not identify a CMK that can perform this operation.');
  if (!key) throw outOfReach();
  requireOn(ring.access, key, { caller: call.caller, action, encryptionContext: context });
  checkUsable(key);
  return { ...open(key, sealed, context), key };
}

export function dryRun(): AwsError {
  return new AwsError('DryRunOperationException', 'The request would have succeeded, but the DryRun option is set.');
}

/** A key that is gone and a key that is somebody else's are all one to who holds only a ciphertext. */
function outOfReach(): AwsError {
  const reasons = 'does not exist, does not exist in this region, or you are not allowed to access';
  return new AwsError('AccessDeniedException', `The ciphertext refers to a customer master key that ${reasons}.`);
}

/** What an answer says of the key. */
export function keyMembers(key: Key): { KeyId: string; EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' } {
  return { KeyId: arnOf(key), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
}
