/** Data keys and random bytes: https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html */
import type {
  GenerateDataKeyRequest,
  GenerateDataKeyResponse,
  GenerateDataKeyWithoutPlaintextRequest,
  GenerateDataKeyWithoutPlaintextResponse,
  GenerateRandomRequest,
  GenerateRandomResponse,
} from '@aws-sdk/client-kms';
import { operation, type Call, type Handler } from '../../service';
import { invalidMember, validation } from '../errors';
import { arnOf, currentMaterial } from '../key';
import type { KeyRing } from '../key-ring';
import { checkUnserved, encryptFor } from './encrypting';

export function generateDataKey(ring: KeyRing): Handler {
  return operation<GenerateDataKeyRequest, GenerateDataKeyResponse>(async (input, call) => {
    checkUnserved(input);
    const { plaintext, ...made } = dataKey(ring, call, input, 'kms:GenerateDataKey');
    return { ...made, Plaintext: plaintext };
  });
}

export function generateDataKeyWithoutPlaintext(ring: KeyRing): Handler {
  return operation<GenerateDataKeyWithoutPlaintextRequest, GenerateDataKeyWithoutPlaintextResponse>(async (input, call) => {
    const { plaintext: _kept, ...made } = dataKey(ring, call, input, 'kms:GenerateDataKeyWithoutPlaintext');
    return made;
  });
}

export function generateRandom(ring: KeyRing): Handler {
  return operation<GenerateRandomRequest, GenerateRandomResponse>(async (input) => {
    checkUnserved(input);
    if (input.CustomKeyStoreId !== undefined) throw validation('The custom key store does not exist.');
    if (input.NumberOfBytes === undefined) throw validation('NumberOfBytes is required.');
    return { Plaintext: ring.store.draw(checkedLength(input.NumberOfBytes), 'random') };
  });
}

interface DataKey {
  plaintext: Buffer;
  KeyId: string;
  CiphertextBlob: Uint8Array;
  KeyMaterialId: string;
}

function dataKey(ring: KeyRing, call: Call, input: GenerateDataKeyWithoutPlaintextRequest, action: string): DataKey {
  const length = lengthOf(input);
  const { key, seal } = encryptFor(ring, call, input, action);
  const plaintext = ring.store.draw(length, 'data-key');
  return { plaintext, KeyId: arnOf(key), CiphertextBlob: seal(plaintext), KeyMaterialId: currentMaterial(key).id };
}

function lengthOf({ KeySpec: spec, NumberOfBytes: bytes }: GenerateDataKeyWithoutPlaintextRequest): number {
  if ((spec === undefined) === (bytes === undefined)) throw validation('Please specify either number of bytes or key spec.');
  if (bytes !== undefined) return checkedLength(bytes);
  if (spec === 'AES_256') return 32;
  if (spec === 'AES_128') return 16;
  throw invalidMember('keySpec', spec, 'satisfy enum value set: [AES_256, AES_128]');
}

function checkedLength(bytes: number): number {
  if (bytes < 1) throw invalidMember('numberOfBytes', bytes, 'have value greater than or equal to 1');
  if (bytes > 1024) throw invalidMember('numberOfBytes', bytes, 'have value less than or equal to 1024');
  return bytes;
}
