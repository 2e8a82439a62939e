/** The canonical user ids by which ACLs and owners name accounts, each readable by the world that made it alone. */
import type { Chance } from '../../../chance';

/** The account that an anonymous caller stands for, as owner of what it wrote. */
export const anonymousAccount = 'anonymous';

/** S3's own id for whoever did not sign: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html */
const anonymousId = '65a011a29cdf8ec533ec3d1ccaae921c';

/** An account number fits into six bytes; the rest of an id proves it. */
const numberBytes = 6;
const proofBytes = 26;

export class CanonicalUsers {
  readonly #known = new Map<string, string>();

  constructor(private readonly chance: Chance) {}

  /** The id of an account, 64 hexadecimal digits. */
  idOf(accountId: string): string {
    if (accountId === anonymousAccount) return anonymousId;
    let id = this.#known.get(accountId);
    if (id === undefined) {
      const proof = this.#proof(accountId);
      const number = Buffer.alloc(numberBytes);
      number.writeUIntBE(Number(accountId), 0, numberBytes);
      id = this.#hidden(number, proof).toString('hex') + proof.toString('hex');
      this.#known.set(accountId, id);
    }
    return id;
  }

  /** The account that an id stands for; undefined for one that stands for none. */
  accountOf(id: string): string | undefined {
    if (id === anonymousId) return anonymousAccount;
    if (!/^[0-9a-f]{64}$/.test(id)) return undefined;
    const bytes = Buffer.from(id, 'hex');
    const number = this.#hidden(bytes.subarray(0, numberBytes), bytes.subarray(numberBytes)).readUIntBE(0, numberBytes);
    const accountId = String(number).padStart(12, '0');
    return this.idOf(accountId) === id ? accountId : undefined;
  }

  #proof(accountId: string): Buffer {
    return this.chance.bytes('s3', 'canonical-user', accountId).subarray(0, proofBytes);
  }

  /** Hides a number behind its proof, and shows it again. */
  #hidden(number: Buffer, proof: Buffer): Buffer {
    const pad = this.chance.bytes('s3', 'canonical-pad', proof.toString('hex'));
    return Buffer.from(number.map((byte, index) => byte ^ (pad[index] ?? 0)));
  }
}
