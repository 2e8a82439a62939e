/** What KMS encrypts: AES-256-GCM under the key's material, in a form that says which key it was. */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { invalidCiphertext } from '../errors';
import { currentMaterial, type Key, type KeyMaterial } from '../key';
import { contextBytes } from './encryption-context';

/** The form's number, the key's id, the number of its material, the nonce, the tag, and then the secret. */
const places = { form: 0, key: 1, material: 17, nonce: 21, tag: 33, secret: 49 } as const;
const form = 1;

export interface Sealed {
  keyId: string;
  materialNumber: number;
  bytes: Buffer;
}

/** `nonce` is 12 bytes that were never used with this key before. */
export function seal(key: Key, plaintext: Uint8Array, context: Readonly<Record<string, string>> | undefined, nonce: Uint8Array): Buffer {
  const head = Buffer.alloc(places.nonce);
  head.writeUInt8(form, places.form);
  head.write(key.id.replaceAll('-', ''), places.key, 'hex');
  head.writeUInt32BE(key.materials.length - 1, places.material);
  const cipher = createCipheriv('aes-256-gcm', bytesOf(currentMaterial(key)), nonce);
  cipher.setAAD(Buffer.concat([head, contextBytes(context)]));
  const secret = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([head, nonce, cipher.getAuthTag(), secret]);
}

/** Reads which key a ciphertext is of. Throws `InvalidCiphertextException` for what is none. */
export function readSealed(ciphertext: Uint8Array): Sealed {
  const bytes = Buffer.from(ciphertext);
  if (bytes.length < places.secret || bytes.readUInt8(places.form) !== form) throw invalidCiphertext();
  const hex = bytes.toString('hex', places.key, places.material);
  const keyId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  return { keyId, materialNumber: bytes.readUInt32BE(places.material), bytes };
}

export interface Opened {
  plaintext: Buffer;
  material: KeyMaterial;
}

/** Throws `InvalidCiphertextException` where the ciphertext was changed, or the context is another. */
export function open(key: Key, { materialNumber, bytes }: Sealed, context: Readonly<Record<string, string>> | undefined): Opened {
  const material = key.materials[materialNumber];
  if (!material) throw invalidCiphertext();
  const decipher = createDecipheriv('aes-256-gcm', bytesOf(material), bytes.subarray(places.nonce, places.tag));
  decipher.setAAD(Buffer.concat([bytes.subarray(0, places.nonce), contextBytes(context)]));
  decipher.setAuthTag(bytes.subarray(places.tag, places.secret));
  try {
    return { plaintext: Buffer.concat([decipher.update(bytes.subarray(places.secret)), decipher.final()]), material };
  } catch {
    throw invalidCiphertext();
  }
}

function bytesOf(material: KeyMaterial): Buffer {
  return Buffer.from(material.bytes, 'base64');
}
