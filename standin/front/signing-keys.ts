/** The secrets of access keys, and the keys that SigV4 derives from them. */
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { Caller } from '../service';
import { rootAccount } from '../world';
import type { Authorization } from './authorization';

/** The root user of an account, whoever holds its key. */
function rootCaller(accessKeyId: string): Caller {
  return { kind: 'root', accountId: rootAccount, arn: `arn:aws:iam::${rootAccount}:root`, userId: rootAccount, accessKeyId };
}

export class SigningKeys {
  readonly #derived = new Map<string, KeyObject>();

  /**
   * Who holds a key. A key that nobody created belongs to the root of account 123456789012,
   * and its secret is the key's own id: `muster` signs with `muster`.
   */
  holderOf(accessKeyId: string): { secret: string; caller: Caller } {
    return { secret: accessKeyId, caller: rootCaller(accessKeyId) };
  }

  /** The key that signs for a day, a region and a service: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
  derive(secret: string, { date, region, service }: Authorization): KeyObject {
    const scope = `${secret}\n${date}\n${region}\n${service}`;
    let key = this.#derived.get(scope);
    if (!key) {
      // A server that runs for long meets a new day's scopes again and again; the old ones are not worth keeping.
      if (this.#derived.size > 256) this.#derived.clear();
      // A key object signs in a fifth of the time that the same bytes take.
      key = createSecretKey(hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), service), 'aws4_request'));
      this.#derived.set(scope, key);
    }
    return key;
  }
}

export function hmac(key: string | Buffer | KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
