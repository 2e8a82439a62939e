/** Copies of secrets in other regions, which follow their primary a moment later. */
import type { Scheduled } from '../../time/event-queue';
import type { Instant } from '../../time/instant';
import { findKey } from '../kms/find-key';
import { checkUsable, type KeyRing } from '../kms/key-ring';
import { draw } from '../timings';
import type { World } from '../world';
import { serviceKey } from './encryption';
import { arnIn, resourceOf, type Replication, type Secret } from './secret';
import type { Secrets } from './secrets';

/** When a change that is made now is in another region. */
export function arrivalOf({ clock, chance }: World, arn: string, region: string): Instant {
  const now = clock.now();
  return now.plus(draw(chance, 'secretsmanager.replicate', arn, region, now.epochMilliseconds));
}

export class Replicas {
  readonly #planned = new Map<string, Scheduled>();

  constructor(
    private readonly world: World,
    private readonly keys: KeyRing,
    private readonly secrets: Secrets,
  ) {
    // What was to arrive while one of the regions was down arrives when both are back.
    world.outages.onReturn(() => this.#resume());
  }

  /** The secret as it stands once its copies have been told to follow; those that never came to be do not. */
  begun(secret: Secret): Secret {
    const replications = secret.replications.map((replication): Replication => {
      if (replication.status === 'Failed') return replication;
      return { ...replication, status: 'InProgress', due: arrivalOf(this.world, secret.arn, replication.region) };
    });
    return { ...secret, replications };
  }

  /** Has what is due at a copy happen then. */
  plan({ arn, replications }: Secret): void {
    for (const [key, planned] of this.#planned) {
      if (!key.startsWith(`${arn} `)) continue;
      planned.cancel();
      this.#planned.delete(key);
    }
    for (const { region, due } of replications) {
      if (due) this.#planned.set(`${arn} ${region}`, this.world.clock.schedule(due, () => this.#arrive(arn, region)));
    }
  }

  #resume(): void {
    const now = this.world.clock.now();
    for (const secret of this.secrets.all()) {
      const replications = secret.replications.map((one) => (one.due?.isBefore(now) ? { ...one, due: now } : one));
      if (secret.replications.some(({ due }) => due?.isBefore(now))) this.secrets.note(secret, { replications });
    }
  }

  #arrive(arn: string, region: string): void {
    this.#planned.delete(`${arn} ${region}`);
    const primary = this.secrets.byArn(arn);
    const replication = primary?.replications.find((one) => one.region === region);
    if (!primary || !replication || [primary.region, region].some((one) => this.world.outages.isDown(one))) return;
    this.world.journal.together(() => {
      const failure = this.#copy(primary, replication);
      const { due: _, ...rest } = replication;
      const settled: Replication = failure === undefined ? { ...rest, status: 'InSync' } : { ...rest, status: 'Failed', message: failure };
      this.secrets.note(primary, { replications: primary.replications.map((one) => (one.region === region ? settled : one)) });
    });
  }

  /** Answers with why not, where it cannot be. */
  #copy(primary: Secret, { region, keyId, force }: Replication): string | undefined {
    const arn = arnIn({ ...primary, region }, resourceOf(primary.arn));
    const there = this.secrets.find({ accountId: primary.accountId, region }, primary.name);
    if (there && there.arn !== arn && !force) return `Replication failed: Secret name ${primary.name} already exists in region ${region}.`;
    try {
      checkUsable(findKey(this.keys.store, { region, accountId: primary.accountId, now: this.world.clock.now() }, keyId ?? serviceKey));
    } catch (error) {
      return `Replication failed: ${error instanceof Error ? error.message : String(error)}`;
    }
    if (there && there.arn !== arn) this.secrets.delete(there);
    const { keyId: _own, accessed: _read, ...same } = primary;
    const accessed = there?.arn === arn ? there.accessed : undefined;
    const versions = primary.versions.map(({ keyId: _, accessed: _when, ...version }) => ({ ...version, ...(keyId !== undefined && { keyId }) }));
    this.secrets.add({
      ...same,
      arn,
      region,
      versions,
      replications: [],
      copyOf: primary.region,
      ...(keyId !== undefined && { keyId }),
      ...(accessed && { accessed }),
    });
    return undefined;
  }
}
