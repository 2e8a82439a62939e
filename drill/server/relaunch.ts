/** A server that is gone, launched again: with the volume that outlived it, or in another zone with one from the vault. */
import { Compromised } from '../../measure/endings';
import { Duration } from '../../time/duration';
import { type Drill, PlanFellShort } from '../drill';
import { recoveryDeadline, waitInRecovery } from '../phases/recovery-wait';
import type { Relaunch, Subject } from '../subject';
import { putInPlace } from './attach';
import type { Server } from './server';

const every = Duration.seconds(15);

export class ServerRelaunch implements Relaunch {
  readonly #server: Server;

  constructor(server: Server) {
    this.#server = server;
  }

  /** Marks `restore-requested`, `restore-completed` and `resource-ready`. */
  async withSurvivingVolume(drill: Drill, subject: Subject): Promise<void> {
    const { region } = this.#server.resource;
    const { volumeId, zone } = this.#server.standing;
    const requested = drill.clock.now();
    drill.mark(subject, 'restore-requested', { notBefore: requested, notAfter: requested });
    const survived = await waitInRecovery(drill, {
      subject: `volume ${volumeId}`,
      every,
      within: recoveryDeadline(subject),
      notBefore: requested,
      look: async () => {
        const status = (await drill.services.volumes(region).find(volumeId))?.status ?? 'gone';
        if (status === 'gone') throw new PlanFellShort(`The volume ${volumeId} of "${subject.component.name}" did not outlive its instance.`);
        return { good: status === 'available', saw: status };
      },
    });
    drill.mark(subject, 'restore-completed', survived);
    await this.#launch(drill, subject, zone);
    await putInPlace(drill, subject, this.#server, volumeId);
  }

  /** Marks the same. */
  async inAnotherZone(drill: Drill, subject: Subject): Promise<void> {
    const { region } = this.#server.resource;
    const home = this.#server.standing.zone;
    const zone = (await drill.services.network(region).zones()).find((one) => one !== home);
    if (zone === undefined) throw new Compromised(`${region} has no zone but ${home}, so there is no other one to go to.`);
    const before = subject.marks.get('fault')?.notBefore ?? drill.clock.now();
    const volumeId = await this.#server.requireVault().volumeFrom(drill, subject, { before, zone });
    await this.#launch(drill, subject, zone);
    await putInPlace(drill, subject, this.#server, volumeId);
  }

  /** Launches the instance, without its data volume, and has the service's users led to it from now on. */
  async #launch(drill: Drill, subject: Subject, zone: string): Promise<void> {
    const { region, launch } = this.#server.resource;
    const { volume: _volume, ...bare } = launch;
    const instances = drill.services.instances(region);
    // What provisioning filed ends it too: it goes by the tags.
    const id = await instances.run({ ...bare, zone }, `${drill.id}-again-${zone}`);
    let publicName = '';
    await waitInRecovery(drill, {
      subject: `instance ${id}`,
      every,
      within: recoveryDeadline(subject),
      look: async () => {
        const found = await instances.find(id);
        publicName = found?.publicName ?? '';
        return { good: found?.state === 'running' && publicName !== '', saw: found?.state ?? 'absent' };
      },
    });
    subject.notYetInService = drill.clock.now();
    this.#server.standOn({ instanceId: id, publicName, zone });
  }
}
