/** X.509 certificates, which Node.js can read but not write. Source of the form: RFC 5280. */
import { hash, type KeyObject, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { bits, der, identifier, integer, octets, sequence, set, time, utf8, yes } from './der';

export interface Subject {
  commonName: string;
  organization: string;
}

export interface CertificateWanted {
  serial: Uint8Array;
  subject: Subject;
  publicKey: KeyObject;
  issuer: Subject;
  /** On the curve P-384. */
  issuerKey: KeyObject;
  issuerPublicKey: KeyObject;
  /** `YYYYMMDDhhmmssZ`. */
  from: string;
  until: string;
  /** The names and IPv4 addresses of a server; a certificate without any is one of an authority. */
  names?: readonly string[];
}

const ecdsaWithSha384 = sequence(identifier('1.2.840.10045.4.3.3'));

/** The certificate as PEM. */
export function certificate(wanted: CertificateWanted): string {
  const body = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(wanted.serial),
    ecdsaWithSha384,
    name(wanted.issuer),
    sequence(time(wanted.from), time(wanted.until)),
    name(wanted.subject),
    spki(wanted.publicKey),
    der(0xa3, sequence(...(wanted.names ? serverExtensions(wanted, wanted.names) : authorityExtensions(wanted)))),
  );
  return pem(sequence(body, ecdsaWithSha384, bits(sign('sha384', body, wanted.issuerKey))));
}

function name({ commonName, organization }: Subject): Buffer {
  const part = (oid: string, text: string): Buffer => set(sequence(identifier(oid), utf8(text)));
  return sequence(part('2.5.4.10', organization), part('2.5.4.3', commonName));
}

function spki(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' });
}

function keyId(key: KeyObject): Buffer {
  return hash('sha1', spki(key), 'buffer');
}

function extension(oid: string, critical: boolean, value: Buffer): Buffer {
  return sequence(identifier(oid), ...(critical ? [yes] : []), octets(value));
}

/** It may sign certificates and lists of revoked ones, and nothing else. */
function authorityExtensions({ publicKey }: CertificateWanted): Buffer[] {
  return [extension('2.5.29.19', true, sequence(yes)), extension('2.5.29.15', true, bits(Buffer.from([0b0000_0110]), 1)), extension('2.5.29.14', false, octets(keyId(publicKey)))];
}

function serverExtensions({ publicKey, issuerPublicKey }: CertificateWanted, names: readonly string[]): Buffer[] {
  const alternatives = names.map((one) => (isIPv4(one) ? der(0x87, Buffer.from(one.split('.').map(Number))) : der(0x82, Buffer.from(one))));
  return [
    extension('2.5.29.19', true, sequence()),
    extension('2.5.29.15', true, bits(Buffer.from([0b1000_0000]), 7)),
    extension('2.5.29.37', false, sequence(identifier('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.17', false, sequence(...alternatives)),
    extension('2.5.29.14', false, octets(keyId(publicKey))),
    extension('2.5.29.35', false, sequence(der(0x80, keyId(issuerPublicKey)))),
  ];
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
