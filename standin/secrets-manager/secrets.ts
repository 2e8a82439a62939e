/** The secrets of all accounts and regions, kept on record, and what happens to them as time passes. */
import type { Scheduled } from '../../time/event-queue';
import type { Access } from '../access/access';
import { Table } from '../durable/table';
import type { KeyRing } from '../kms/key-ring';
import type { Call } from '../service';
import { type Whereabouts, whereaboutsOf, whereOf } from '../whereabouts';
import type { World } from '../world';
import { noSecret } from './refusals';
import { Replicas } from './replicas';
import { arnIn, resourceOf, type Secret } from './secret';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export class Secrets {
  readonly #secrets: Table<Secret>;
  readonly #counts: Table<number>;
  readonly #arns = new Map<string, string>();
  readonly #ends = new Map<string, Scheduled>();
  readonly #replicas: Replicas;

  constructor(
    readonly world: World,
    readonly access: Access,
    readonly keys: KeyRing,
  ) {
    this.#secrets = new Table(world.journal, 'secretsmanager.secrets');
    this.#counts = new Table(world.journal, 'secretsmanager.counts');
    this.#replicas = new Replicas(world, keys, this);
    for (const secret of this.#secrets.values()) {
      this.#arns.set(placeOf(secret, secret.name), secret.arn);
      this.#plan(secret);
    }
  }

  all(): Secret[] {
    return [...this.#secrets.values()];
  }

  /** Oldest first. */
  of({ accountId, region }: Whereabouts): Secret[] {
    return this.all().filter((secret) => secret.accountId === accountId && secret.region === region);
  }

  byArn(arn: string): Secret | undefined {
    return this.#secrets.get(arn);
  }

  /** By name, or by ARN with or without the six characters at its end. */
  find(where: Whereabouts, id: string): Secret | undefined {
    if (!id.startsWith('arn:')) return this.#named(where, id);
    // A secret serves its own region alone.
    if (whereaboutsOf(id).region !== where.region) return undefined;
    return this.#secrets.get(id) ?? this.#named(whereaboutsOf(id), resourceOf(id));
  }

  /** Throws ResourceNotFoundException. */
  require(call: Call, id: string | undefined): Secret {
    const secret = this.find(whereOf(call), id ?? '');
    if (!secret) throw noSecret();
    return secret;
  }

  /** The ARN that the next secret of this name will have. */
  nextArn(where: Whereabouts, name: string): string {
    const place = placeOf(where, name);
    return arnIn(where, `${name}-${this.world.chance.letters(alphabet, 6, 'secretsmanager', place, (this.#counts.get(place) ?? 0) + 1)}`);
  }

  /** How many draws were made for a purpose, this one included. */
  count(purpose: string): number {
    return this.#counts.put(purpose, (this.#counts.get(purpose) ?? 0) + 1);
  }

  /** Takes in a secret that is new. */
  add(secret: Secret): Secret {
    return this.world.journal.together(() => {
      const place = placeOf(secret, secret.name);
      if (secret.copyOf === undefined) this.#counts.put(place, (this.#counts.get(place) ?? 0) + 1);
      this.#arns.set(place, secret.arn);
      return this.#put(secret);
    });
  }

  /** What is given as undefined is as if it was never set. The copies follow. */
  change(secret: Secret, changes: Partial<Secret>): Secret {
    return this.#put(this.#replicas.begun({ ...secret, changed: this.world.clock.now(), ...changes }));
  }

  /** Like `change`, for what is no change of the secret's own: that it was read, how its copies stand. */
  note(secret: Secret, changes: Partial<Secret>): Secret {
    return this.#put({ ...secret, ...changes });
  }

  delete(secret: Secret): void {
    this.#secrets.delete(secret.arn);
    this.#arns.delete(placeOf(secret, secret.name));
    this.#plan({ ...secret, deletion: undefined, replications: [] });
  }

  #put(secret: Secret): Secret {
    this.#secrets.put(secret.arn, secret);
    this.#plan(secret);
    return secret;
  }

  #named(where: Whereabouts, name: string): Secret | undefined {
    return this.byArn(this.#arns.get(placeOf(where, name)) ?? '');
  }

  #plan(secret: Secret): void {
    const { arn, deletion } = secret;
    this.#ends.get(arn)?.cancel();
    this.#ends.delete(arn);
    if (deletion) this.#ends.set(arn, this.world.clock.schedule(deletion.at, () => this.#end(arn)));
    this.#replicas.plan(secret);
  }

  #end(arn: string): void {
    const secret = this.#secrets.get(arn);
    if (secret) this.delete(secret);
  }
}

function placeOf({ accountId, region }: Whereabouts, name: string): string {
  return `${accountId}/${region}/${name}`;
}
