/** The data volume of a server is taken away by force and deleted, as when the storage below it fails for good, or somebody cleans up the wrong one. */
import type { ServerTarget } from '../../aws/resources';
import type { Services } from '../../aws/services';
import { HttpSilence } from '../../aws/servers/http';
import type { UndoArguments } from '../../drill/undo';
import { Compromised } from '../../measure/endings';
import { Duration } from '../../time/duration';
import { lookUntil } from '../../time/look-until';
import type { Experiment } from '../experiment';

const lookEvery = Duration.seconds(15);
const detachedWithin = Duration.minutes(10);
const restoredWithin = Duration.hours(1);

export const lostVolume: Experiment<ServerTarget> = {
  name: 'lost-volume',
  does: 'Detaches the data volume of a server by force and deletes it.',
  target: 'server',
  blastRadius: 'One volume with everything on it; what a vault of AWS Backup holds of it stays.',
  permissions: ['ec2:DetachVolume', 'ec2:DescribeVolumes', 'ec2:DeleteVolume'],
  undo: { 'restore-lost-volume': restoreLostVolume },

  async inject({ services, undo }, { region, instanceId, volumeId, device, launch, vault }) {
    if (!vault) throw new Compromised(`The experiment "lost-volume" destroys what only a vault brings back, and ${volumeId} has none. Give it backup in the plan.`);
    undo.file({
      action: 'restore-lost-volume',
      does: 'Makes the volume again from the newest backup in its vault and attaches it, where its server has none.',
      arguments: { region, instanceId, device, zone: launch.zone, vault: vault.name, roleArn: vault.roleArn },
    });
    const { clock } = services;
    const volumes = services.volumes(region);
    await volumes.detachByForce(volumeId);
    const late = () => new Compromised(`The volume ${volumeId} did not come off its server within ${detachedWithin.inWords()}, so nothing was broken.`);
    await lookUntil(clock, { every: lookEvery, deadline: clock.now().plus(detachedWithin), late }, async () => (await volumes.find(volumeId))?.status === 'available' || undefined);
    await volumes.delete(volumeId);
  },

  /** EC2 says that the volume is gone; a server that cannot use it says that it missed it. */
  async landed({ services }, { region, volumeId, http }) {
    const status = (await services.volumes(region).find(volumeId))?.status ?? 'gone';
    const health = await http.ask({ method: 'GET', path: '/health' }).then(
      ({ status: code }) => code,
      (error: unknown) => {
        if (error instanceof HttpSilence) return undefined;
        throw error;
      },
    );
    return { good: (status === 'gone' || status === 'deleting') && health !== 200, saw: `${volumeId} is ${status}; the server answers ${health === undefined ? 'nothing' : `HTTP ${health}`}` };
  },
};

/** Undo action `restore-lost-volume`. Where the server has a volume again, or is gone, there is nothing left to do. */
async function restoreLostVolume(services: Services, args: UndoArguments): Promise<'done' | 'nothing left to do'> {
  // Arguments come from our own undo entries, written by inject above.
  const { region, instanceId, device, zone, vault, roleArn } = args as Record<'region' | 'instanceId' | 'device' | 'zone' | 'vault' | 'roleArn', string>;
  const { clock } = services;
  const [instances, volumes, backup] = [services.instances(region), services.volumes(region), services.backup(region)];
  const server = await instances.find(instanceId);
  if (!server || !['running', 'stopped'].includes(server.state) || server.volumes[device] !== undefined) return 'nothing left to do';
  const point = (await backup.recoveryPoints(vault)).findLast(({ status }) => status === 'COMPLETED');
  if (!point) return 'nothing left to do';
  const metadata = { ...(await backup.restoreMetadata(vault, point.arn)), availabilityZone: zone, volumeType: 'gp3' };
  const job = await backup.startRestore({ pointArn: point.arn, roleArn, metadata, token: `undo-${instanceId}` });
  let last = '';
  const late = () => new Error(`the restore of the volume of ${instanceId} is still ${last} after ${restoredWithin.inWords()}`);
  const ended = await lookUntil(clock, { every: lookEvery, deadline: clock.now().plus(restoredWithin), late }, async () => {
    const its = await backup.restoreJob(job);
    last = its.status;
    return ['COMPLETED', 'FAILED', 'ABORTED'].includes(its.status) ? its : undefined;
  });
  if (ended.status !== 'COMPLETED') throw new Error(`the restore of the volume of ${instanceId} is ${ended.status}: ${ended.message}`);
  await volumes.attach(ended.made.slice(ended.made.lastIndexOf('/') + 1), instanceId, device);
  return 'done';
}
