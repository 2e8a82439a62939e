/** The authority that the certificates of database servers are signed by: one of this process, made when it is first needed. */
import { generateKeyPairSync, type KeyObject, randomBytes, X509Certificate } from 'node:crypto';
import { certificate, type Subject } from './certificate';

export interface ServerIdentity {
  /** PEM. */
  certificate: string;
  /** PEM, the same for all servers of this process. */
  key: string;
}

/** Clients hold these against the time of their machine, whatever the world's clock says. */
const lasts = { from: '20000101000000Z', until: '20991231235959Z' } as const;
export const validity = { from: new Date('2000-01-01T00:00:00Z'), until: new Date('2099-12-31T23:59:59Z') } as const;

/** PostgreSQL reads past the end of a certificate; signatures are not all of the same length, and what is kept of a server is to be. */
const paddedTo = 1_536;

export class Authority {
  /** PEM, for clients that verify whom they talk to. */
  readonly certificate: string;
  readonly #subject: Subject = { organization: 'Muster', commonName: 'Muster stand-in RDS Root CA ECC384 G1' };
  readonly #pair = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  readonly #server = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly #issued = new Map<string, ServerIdentity>();

  constructor() {
    this.certificate = this.#sign(this.#subject, this.#pair.publicKey);
  }

  /** The identity of the server that is reached by a name, or on this machine by an address. */
  identityOf(host: string): ServerIdentity {
    const known = this.#issued.get(host);
    if (known) return known;
    const signed = this.#sign({ organization: 'Muster', commonName: host.slice(0, 64) }, this.#server.publicKey, [host, 'localhost', '127.0.0.1']);
    const identity = { certificate: signed.padEnd(paddedTo, '\n'), key: this.#server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
    this.#issued.set(host, identity);
    return identity;
  }

  /** SHA-1 of the authority's certificate, in hexadecimal digits. */
  get thumbprint(): string {
    return new X509Certificate(this.certificate).fingerprint.replaceAll(':', '').toLowerCase();
  }

  #sign(subject: Subject, publicKey: KeyObject, names?: string[]): string {
    const { privateKey: issuerKey, publicKey: issuerPublicKey } = this.#pair;
    return certificate({ serial: randomBytes(16), subject, publicKey, issuer: this.#subject, issuerKey, issuerPublicKey, ...lasts, ...(names && { names }) });
  }
}

let made: Authority | undefined;

export function authority(): Authority {
  made ??= new Authority();
  return made;
}
