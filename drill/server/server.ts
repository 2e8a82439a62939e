/** A server on EC2, as something to write to, read and recover: its data volume from a vault, itself by launching it again. */
import type { ExperimentTarget, ServerResource } from '../../aws/resources';
import { type Http, HttpSilence } from '../../aws/servers/http';
import type { Services } from '../../aws/services';
import { Compromised } from '../../measure/endings';
import type { Manifest } from '../../measure/manifest';
import type { Seen } from '../../measure/seen';
import type { ServerComponent } from '../../plan/plan';
import type { Instant } from '../../time/instant';
import type { Drill } from '../drill';
import type { ParityReading, Recoverable, Relaunch, Subject, Vault, WitnessPath } from '../subject';
import { readRecords, readWitnessRecords } from './listing';
import { readServerParity } from './parity';
import { ServerRelaunch } from './relaunch';
import { ServerVault } from './vault';
import { witnessRecordsPath } from './witness-records';

/** With how its service is probed. */
export interface ProtectedServer extends ServerResource {
  probe: (service: Http) => Promise<Seen>;
}

/** What the service stands on now. */
interface Standing {
  instanceId: string;
  volumeId: string;
  publicName: string;
  zone: string;
}

export class Server implements Recoverable {
  /** The way that the service's users take; it leads to whatever instance the service stands on. */
  readonly service: Http;
  readonly relaunch: Relaunch;
  readonly #vault: ServerVault | undefined;
  #standing: Standing;

  constructor(
    readonly component: ServerComponent,
    readonly services: Services,
    readonly resource: ProtectedServer,
  ) {
    const { instanceId, volumeId, publicName, launch, port } = resource;
    this.#standing = { instanceId, volumeId, publicName, zone: launch.zone };
    this.service = services.http(() => ({ host: this.#standing.publicName, port }));
    this.relaunch = new ServerRelaunch(this);
    this.#vault = component.backup && resource.vault && new ServerVault(this, component.backup, resource.vault);
  }

  get vault(): Vault | undefined {
    return this.#vault;
  }

  get standing(): Standing {
    return this.#standing;
  }

  /** From now on the service stands on this. */
  standOn(changed: Partial<Standing>): void {
    this.#standing = { ...this.#standing, ...changed };
  }

  probe(): Promise<Seen> {
    return this.resource.probe(this.service);
  }

  /** Good once it says that it is well, whatever its records hold. */
  async answers(): Promise<Seen> {
    try {
      const { status, body } = await this.service.ask({ method: 'GET', path: '/health' });
      return { good: status === 200, saw: `HTTP ${status}: ${body.toString('utf8').trim()}` };
    } catch (error) {
      if (error instanceof HttpSilence) return { good: false, saw: error.message };
      throw error;
    }
  }

  openWitnessPath(): WitnessPath {
    return witnessRecordsPath(this.service);
  }

  /** What is restored is put in the place of what was lost, so that both copies are one. */
  manifest(): Promise<Manifest> {
    return readRecords(this.service, this.resource.owner.seed, this.component.name);
  }

  readWitnesses(): Promise<Map<number, string>> {
    return readWitnessRecords(this.service);
  }

  /** The newest recovery point from before the moment: a vault holds no others of a volume. */
  async restore(drill: Drill, subject: Subject, moment: Instant): Promise<void> {
    await this.requireVault().restoreFrom(drill, subject, moment);
  }

  /** Nothing is switched: it is reached by the same name, or by one that it takes on when it is launched again. */
  switchOver(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  experimentTarget(): ExperimentTarget {
    const { owner, region, device, launch, tags, records, vault } = this.resource;
    const { instanceId, volumeId } = this.#standing;
    return { kind: 'server', owner, region, instanceId, volumeId, device, launch, tags, records, http: this.service, ...(vault && { vault }) };
  }

  parity(): Promise<ParityReading> {
    return readServerParity(this);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Throws where the plan has no backups of it. */
  requireVault(): ServerVault {
    if (this.#vault) return this.#vault;
    throw new Compromised(`The plan has no backup of "${this.component.name}" in a vault. Add backup to it in the plan, or correct the runbook.`);
  }
}
