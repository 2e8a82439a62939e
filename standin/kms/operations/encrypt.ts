/** Encrypt, Decrypt and ReEncrypt: https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html */
import type { DecryptRequest, DecryptResponse, EncryptRequest, EncryptResponse, ReEncryptRequest, ReEncryptResponse } from '@aws-sdk/client-kms';
import { operation, type Handler } from '../../service';
import { invalidMember, validation } from '../errors';
import { arnOf, currentMaterial } from '../key';
import type { KeyRing } from '../key-ring';
import { checkAlgorithm, checkUnserved, decryptFor, dryRun, encryptFor, keyMembers } from './encrypting';

export function encrypt(ring: KeyRing): Handler {
  return operation<EncryptRequest, EncryptResponse>(async (input, call) => {
    const plaintext = input.Plaintext ?? new Uint8Array();
    if (plaintext.length > 4096) throw invalidMember('plaintext', undefined, 'have length less than or equal to 4096');
    if (plaintext.length < 1) throw invalidMember('plaintext', undefined, 'have length greater than or equal to 1');
    checkAlgorithm(input.EncryptionAlgorithm);
    const { key, seal } = encryptFor(ring, call, input, 'kms:Encrypt');
    return { ...keyMembers(key), CiphertextBlob: seal(plaintext) };
  });
}

export function decrypt(ring: KeyRing): Handler {
  return operation<DecryptRequest, DecryptResponse>(async (input, call) => {
    checkUnserved(input);
    checkAlgorithm(input.EncryptionAlgorithm);
    const { key, plaintext, material } = decryptFor(ring, call, { ...input, ciphertext: checkedCiphertext(input.CiphertextBlob) }, 'kms:Decrypt');
    if (input.DryRun) throw dryRun();
    return { ...keyMembers(key), Plaintext: plaintext, KeyMaterialId: material.id };
  });
}

export function reEncrypt(ring: KeyRing): Handler {
  return operation<ReEncryptRequest, ReEncryptResponse>(async (input, call) => {
    checkAlgorithm(input.SourceEncryptionAlgorithm, 'sourceEncryptionAlgorithm');
    checkAlgorithm(input.DestinationEncryptionAlgorithm, 'destinationEncryptionAlgorithm');
    const asked = { KeyId: input.SourceKeyId, EncryptionContext: input.SourceEncryptionContext, ciphertext: checkedCiphertext(input.CiphertextBlob) };
    const source = decryptFor(ring, call, asked, 'kms:ReEncryptFrom');
    const wanted = { KeyId: input.DestinationKeyId, EncryptionContext: input.DestinationEncryptionContext, DryRun: input.DryRun };
    const { key, seal } = encryptFor(ring, call, wanted, 'kms:ReEncryptTo');
    return {
      CiphertextBlob: seal(source.plaintext),
      SourceKeyId: arnOf(source.key),
      KeyId: arnOf(key),
      SourceEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      DestinationEncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
      SourceKeyMaterialId: source.material.id,
      DestinationKeyMaterialId: currentMaterial(key).id,
    };
  });
}

function checkedCiphertext(ciphertext: Uint8Array | undefined): Uint8Array {
  if (!ciphertext) throw validation('CiphertextBlob is required.');
  if (ciphertext.length < 1) throw invalidMember('ciphertextBlob', undefined, 'have length greater than or equal to 1');
  if (ciphertext.length > 6144) throw invalidMember('ciphertextBlob', undefined, 'have length less than or equal to 6144');
  return ciphertext;
}
