/** The instance of a server is terminated; its data volume outlives it. */
import type { ServerTarget } from '../../aws/resources';
import type { Services } from '../../aws/services';
import { HttpSilence } from '../../aws/servers/http';
import type { Launch } from '../../aws/servers/instances';
import type { UndoArguments } from '../../drill/undo';
import type { Experiment } from '../experiment';

export const terminatedInstance: Experiment<ServerTarget> = {
  name: 'terminated-instance',
  does: 'Terminates the instance of a server, as a clean-up of the wrong tag would, or the loss of the hardware below it.',
  target: 'server',
  blastRadius: 'One instance with its root volume; the data volume stays.',
  permissions: ['ec2:TerminateInstances'],
  undo: { 'launch-terminated-instance': launchTerminatedInstance },

  async inject({ services, undo }, { region, instanceId, launch, tags }) {
    const { volume: _volume, ...bare } = launch;
    undo.file({
      action: 'launch-terminated-instance',
      does: 'Launches the instance again, without its data volume, where the drill has none that runs.',
      arguments: { region, instanceId, launch: { ...bare, tags: { ...bare.tags } }, tags: { ...tags } },
    });
    await services.instances(region).terminate(instanceId);
  },

  /** EC2 says that it ended; users who get no answer say that they missed it. */
  async landed({ services }, { region, instanceId, http }) {
    const state = (await services.instances(region).find(instanceId))?.state ?? 'gone';
    const isSilent = await http.ask({ method: 'GET', path: '/health' }).then(
      () => false,
      (error: unknown) => {
        if (error instanceof HttpSilence) return true;
        throw error;
      },
    );
    return { good: ['shutting-down', 'terminated', 'gone'].includes(state) && isSilent, saw: `${instanceId} is ${state} and ${isSilent ? 'answers nobody' : 'still answers'}` };
  },
};

/** Undo action `launch-terminated-instance`. Where the drill has a server again there is nothing left to do. */
async function launchTerminatedInstance(services: Services, args: UndoArguments): Promise<'done' | 'nothing left to do'> {
  // Arguments come from our own undo entries, written by inject above.
  const { region, instanceId, launch, tags } = args as { region: string; instanceId: string; launch: UndoArguments & Launch; tags: Record<string, string> };
  const instances = services.instances(region);
  if ((await instances.carrying(tags)).some(({ state }) => state !== 'shutting-down')) return 'nothing left to do';
  await instances.run(launch, `undo-${instanceId}`);
  return 'done';
}
