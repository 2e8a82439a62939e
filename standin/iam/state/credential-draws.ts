/** Ids, secrets and tokens, drawn so that a world of the same seed gives the same ones again. */
import type { Chance } from '../../chance';
import type { Journal } from '../../durable/journal';
import { Table } from '../../durable/table';

const table = 'iam.made';
const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
const prefixes = { user: 'AIDA', group: 'AGPA', role: 'AROA', policy: 'ANPA' } as const;

export class CredentialDraws {
  /** How often each thing was made, so that nothing made again gets an id that was there before. */
  readonly #made: Table<number>;

  constructor(
    private readonly chance: Chance,
    journal: Journal,
  ) {
    this.#made = new Table(journal, table);
  }

  /** A unique id, another one each time the same name is given. */
  entityId(kind: keyof typeof prefixes, accountId: string, name: string): string {
    return prefixes[kind] + this.chance.letters(base32, 17, 'iam', kind, accountId, name.toLowerCase(), this.#next(`${kind}/${accountId}/${name.toLowerCase()}`));
  }

  accessKey(userId: string, number: number): { id: string; secret: string } {
    return { id: `AKIA${this.chance.letters(base32, 16, 'iam', 'key', userId, number)}`, secret: this.#secret('iam', 'secret', userId, number) };
  }

  /** Temporary credentials, others each time for the same holder and session name. */
  temporary(holderId: string, session: string): { id: string; secret: string; token: string } {
    const key = [holderId, session, this.#next(`session/${holderId}/${session}`)];
    const token = [0, 1, 2, 3, 4, 5].map((part) => this.chance.bytes('sts', 'token', ...key, part).toString('base64').replace('=', '/')).join('');
    return { id: `ASIA${this.chance.letters(base32, 16, 'sts', 'key', ...key)}`, secret: this.#secret('sts', 'secret', ...key), token: `IQoJb3JpZ2luX2Vj${token}` };
  }

  /** The canonical user that stands for an account in S3. */
  canonicalUser(accountId: string): string {
    return this.chance.bytes('s3', 'canonical-user', accountId).toString('hex');
  }

  #secret(...key: (string | number)[]): string {
    return this.chance.letters(base64, 20, ...key, 'first') + this.chance.letters(base64, 20, ...key, 'second');
  }

  #next(what: string): number {
    const number = (this.#made.get(what) ?? 0) + 1;
    this.#made.put(what, number);
    return number;
  }
}
