/** A Lambda function behind an alias, as something to call, read and bring back to a version that was healthy. */
import type { ExperimentTarget, FunctionResource } from '../../aws/resources';
import type { Lambda } from '../../aws/lambda/lambda';
import type { Services } from '../../aws/services';
import { Compromised } from '../../measure/endings';
import type { Manifest } from '../../measure/manifest';
import type { Seen } from '../../measure/seen';
import type { FunctionComponent } from '../../plan/plan';
import type { Instant } from '../../time/instant';
import type { Drill } from '../drill';
import type { ParityReading, Recoverable, Settings, Subject, WitnessPath } from '../subject';
import { readAnswers } from './manifest';
import { pointBack } from './point-back';
import { FunctionSettingsBack } from './settings';

/** With how its service is probed, and which version answered. */
export interface ProtectedFunction extends FunctionResource {
  probe: () => Promise<Seen & { version?: string }>;
}

export class LambdaFunction implements Recoverable {
  readonly settings: Settings;
  /** Versions that answered well, and since when each was seen to; the newest last. */
  readonly #healthy: { version: string; since: Instant }[] = [];
  /** The version that a recovery has put into service. */
  #broughtBack: string | undefined;

  constructor(
    readonly component: FunctionComponent,
    readonly services: Services,
    readonly resource: ProtectedFunction,
  ) {
    this.settings = new FunctionSettingsBack(this);
  }

  get lambda(): Lambda {
    return this.services.lambda(this.resource.region);
  }

  async probe(): Promise<Seen> {
    const since = this.services.clock.now();
    const { good, saw, version } = await this.resource.probe();
    if (good && version !== undefined && this.#healthy.at(-1)?.version !== version) this.#healthy.push({ version, since });
    return { good, saw };
  }

  /** The version that was last seen to answer well by then. Throws Compromised where none was. */
  healthyBy(moment: Instant): string {
    const last = this.#healthy.findLast(({ since }) => !since.isAfter(moment));
    if (last) return last.version;
    throw new Compromised(`No version of "${this.component.name}" was seen to be healthy before the damage. Let the runbook hold a steady state first.`);
  }

  /** A recovery has put this version into service. */
  serves(version: string): void {
    this.#broughtBack = version;
  }

  /** It computes and keeps nothing, so a write to it could be found nowhere. Throws Compromised. */
  openWitnessPath(): WitnessPath {
    throw this.#keepsNothing();
  }

  readWitnesses(): Promise<Map<number, string>> {
    return Promise.reject(this.#keepsNothing());
  }

  #keepsNothing(): Compromised {
    return new Compromised(`The function "${this.component.name}" keeps no data, so it takes no numbered writes. Leave them out of the runbook.`);
  }

  manifest(): Promise<Manifest> {
    return readAnswers(this);
  }

  /** By its alias alone: versions do not change. */
  restore(drill: Drill, subject: Subject, moment: Instant): Promise<void> {
    return pointBack(drill, subject, this, this.healthyBy(moment));
  }

  /** Callers use the alias, which leads to what was brought back already. */
  switchOver(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  experimentTarget(): ExperimentTarget {
    const { region, name, alias, probe } = this.resource;
    return { kind: 'function', region, name, alias, lambda: this.lambda, probe };
  }

  /** Of the version that callers get, and that the alias leads to no other than was meant. */
  async parity(): Promise<ParityReading> {
    const { name, alias, configuration, tags } = this.resource;
    const found = await this.lambda.find(name, alias);
    const leadsTo = await this.lambda.aliasOf(name, alias);
    const meant = this.#broughtBack ?? this.#healthy.at(-1)?.version ?? null;
    return {
      expected: { ...configuration, tags, [`version behind ${alias}`]: meant },
      actual: { ...found?.configuration, tags: await this.lambda.tags(name), [`version behind ${alias}`]: leadsTo ?? null },
    };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
