/** The roles that AWS Backup assumes, each looked up once at an instant, as thousands of jobs may name it then. */
import type { Instant } from '../../time/instant';
import type { Access } from '../access/access';
import type { Caller } from '../service';

export class Roles {
  readonly #callers = new Map<string, Caller | undefined>();
  #at: Instant | undefined;

  constructor(
    private readonly access: Access,
    private readonly now: () => Instant,
  ) {}

  /** Undefined where there is no such role, or where it does not trust AWS Backup. */
  caller(roleArn: string): Caller | undefined {
    const now = this.now();
    if (this.#at !== now) this.#callers.clear();
    this.#at = now;
    if (!this.#callers.has(roleArn)) this.#callers.set(roleArn, this.access.callerOfRole(roleArn, 'backup.amazonaws.com'));
    return this.#callers.get(roleArn);
  }
}
