/** The secrets of access keys, and the keys that SigV4 derives from them. */
import { createHmac, hash } from 'node:crypto';
import type { Instant } from '../../time/instant';
import type { Identities } from '../iam/identities';
import { arnOf, type AccessKey } from '../iam/state/records';
import type { Caller } from '../service';
import type { Session, Sessions } from '../sts/sessions';
import { rootAccount } from '../world';
import type { Authorization } from './authorization';
import { expiredToken, unknownKey, wrongToken } from './denials';

/** Who holds a key, and what it signs with. */
export interface Holder {
  secret: string;
  caller: Caller;
  /** Present where IAM keeps the key. */
  key?: AccessKey;
}

/** Where keys are looked up, and the world's time, by which sessions expire. */
export interface KeySources {
  identities: Identities;
  sessions: Sessions;
  now: () => Instant;
}

/** The account of a root key that nobody created: the key's own number, or the first account of the world. */
export function accountOfUncreated(accessKeyId: string): string {
  return /^\d{12}$/.test(accessKeyId) ? accessKeyId : rootAccount;
}

function rootCaller(accessKeyId: string): Caller {
  const accountId = accountOfUncreated(accessKeyId);
  return { kind: 'root', accountId, arn: `arn:aws:iam::${accountId}:root`, userId: accountId, accessKeyId };
}

export class SigningKeys {
  readonly #derived = new Map<string, SigningKey>();

  constructor(private readonly sources: KeySources) {}

  /**
   * Who holds a key. A key that nobody created belongs to the root of account 123456789012, or to that of the account whose
   * number it is, and its secret is the key's own id: `muster` signs with `muster`, `210987654321` with `210987654321`.
   * Throws AwsError for a key that is inactive or deleted, and for a token that is not the key's or has expired.
   */
  holderOf(accessKeyId: string, token: string | undefined): Holder {
    const key = this.sources.identities.keys.find(accessKeyId);
    const session = key ? undefined : this.sources.sessions.find(accessKeyId);
    if (session) return this.#holderOfSession(session, token);
    if (token !== undefined) throw wrongToken(token);
    return key ? this.#holderOfKey(key) : { secret: accessKeyId, caller: rootCaller(accessKeyId) };
  }

  /** Notes that a key signed a request. */
  used({ key }: Holder, { region, service }: Authorization): void {
    if (key) this.sources.identities.keys.used(key, this.sources.now(), region, service);
  }

  /** The key that signs for a day, a region and a service: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
  derive(secret: string, { date, region, service }: Authorization): SigningKey {
    const scope = `${secret}\n${date}\n${region}\n${service}`;
    let key = this.#derived.get(scope);
    if (!key) {
      // A server that runs for long meets a new day's scopes again and again; the old ones are not worth keeping.
      if (this.#derived.size > 256) this.#derived.clear();
      key = new SigningKey(hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), service), 'aws4_request'));
      this.#derived.set(scope, key);
    }
    return key;
  }

  #holderOfKey(key: AccessKey): Holder {
    const user = this.sources.identities.users.byId(key.userId);
    if (!user || key.status !== 'Active') throw unknownKey(key.id);
    const { accountId } = key;
    return { secret: key.secret, key, caller: { kind: 'user', accountId, arn: arnOf('user', user), userId: user.id, accessKeyId: key.id } };
  }

  #holderOfSession(session: Session, token: string | undefined): Holder {
    if (token === undefined) throw unknownKey(session.id);
    if (token !== session.token) throw wrongToken(token);
    if (!this.sources.now().isBefore(session.expires)) throw expiredToken(token);
    const caller = this.sources.sessions.callerOf(session);
    if (!caller) throw unknownKey(session.id);
    return { secret: session.secret, caller };
  }
}

/** Bytes that SHA-256 takes at a time. */
const block = 64;

/**
 * A key that signs with HMAC-SHA256, by two plain hashes as RFC 2104 has it: Node.js's own HMAC sets up a context of OpenSSL's for
 * each text, which takes twice as long as all the rest, and every request is signed.
 */
export class SigningKey {
  readonly #inner: Buffer;
  readonly #outer: Buffer;

  /** `key` is no longer than 64 bytes. */
  constructor(key: Uint8Array) {
    const padded = new Uint8Array(block);
    padded.set(key);
    this.#inner = Buffer.from(padded.map((byte) => byte ^ 0x36));
    this.#outer = Buffer.from(padded.map((byte) => byte ^ 0x5c));
  }

  sign(text: string): Buffer {
    const message = Buffer.allocUnsafe(block + Buffer.byteLength(text));
    this.#inner.copy(message);
    message.write(text, block);
    return hash('sha256', Buffer.concat([this.#outer, hash('sha256', message, 'buffer')]), 'buffer');
  }
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
