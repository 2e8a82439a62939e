/** Puts a volume into a server in the place of the one that it had, and waits until the service is well with it. */
import { Duration } from '../../time/duration';
import type { Drill } from '../drill';
import { recoveryDeadline, waitInRecovery } from '../phases/recovery-wait';
import type { Subject } from '../subject';
import type { Server } from './server';

const every = Duration.seconds(15);

/** Takes away whatever volume is in the place, attaches this one and restarts the server. Marks `resource-ready`. */
export async function putInPlace(drill: Drill, subject: Subject, server: Server, volumeId: string): Promise<void> {
  const { region, device } = server.resource;
  const { instanceId } = server.standing;
  const [instances, volumes] = [drill.services.instances(region), drill.services.volumes(region)];
  const within = recoveryDeadline(subject);
  const before = (await instances.find(instanceId))?.volumes[device];
  if (before !== undefined) {
    await volumes.detachByForce(before);
    await waitInRecovery(drill, {
      subject: `volume ${before}`,
      every,
      within,
      look: async () => {
        const status = (await volumes.find(before))?.status ?? 'gone';
        return { good: status !== 'in-use', saw: status };
      },
    });
  }
  await volumes.attach(volumeId, instanceId, device);
  await waitInRecovery(drill, {
    subject: `volume ${volumeId}`,
    every,
    within,
    look: async () => {
      const state = (await volumes.find(volumeId))?.attachment?.state ?? 'not attached';
      return { good: state === 'attached', saw: state };
    },
  });
  server.standOn({ volumeId });
  const notBefore = drill.clock.now();
  // What served the lost volume may still hold on to it.
  await instances.reboot(instanceId);
  await awaitReady(drill, subject, server, notBefore);
}

/** Waits until the service answers, whatever it answers of its records: those are verified afterwards. Marks `resource-ready`. */
export async function awaitReady(drill: Drill, subject: Subject, server: Server, notBefore = drill.clock.now()): Promise<void> {
  const ready = await waitInRecovery(drill, {
    subject: `answer of ${server.standing.instanceId}`,
    every,
    within: recoveryDeadline(subject),
    notBefore,
    provesData: true,
    look: () => server.answers(),
  });
  drill.mark(subject, 'resource-ready', ready);
}
