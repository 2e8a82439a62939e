/** What becomes of instances: started, stopped, rebooted, terminated, lost. */
import { Duration } from '../../../time/duration';
import { draw } from '../../timings';
import { attachedTo } from '../volumes/attaching/attach';
import { announceState } from './announce';
import { type InstanceTask, type Instances, shortName } from './instances';
import { leaveVolumes } from './leave-volumes';
import { cutWays, openWays, shutPublicWays, shutWays } from './reach/reach';
import type { Instance, StateName } from './rows';

/** How long a terminated instance is told of: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/terminating-instances.html */
const remembered = Duration.hours(1);

export function liveOn(instances: Instances): void {
  instances.onDue(async (task) => {
    const instance = instances.rows.get(task.id);
    if (instance?.turn === task.turn) await become(instances, instance, task);
  });
  instances.world.outages.onLoss((region) => {
    for (const instance of instances.rows.values()) if (instance.region === region) cutWays(instances, instance);
  });
}

/** Takes up again what ran when the process before this one ended. */
export async function takeUp(instances: Instances): Promise<void> {
  for (const instance of [...instances.rows.values()]) if (instance.state === 'running' && !instance.lost) await boot(instances, instance);
}

async function become(instances: Instances, instance: Instance, { what }: InstanceTask): Promise<void> {
  if (what === 'up') return up(instances, instance);
  if (what === 'rebooted') return boot(instances, instance);
  if (what === 'stopped') {
    changeState(instances, instance, 'stopped');
    return;
  }
  if (what === 'forgotten') return instances.forget(instance);
  leaveVolumes(instances.storage.volumes, instance);
  instances.after(remembered, changeState(instances, instance, 'terminated'), 'forgotten');
}

export function changeState(instances: Instances, instance: Instance, state: StateName, more: Partial<Instance> = {}): Instance {
  const changed = instances.put({ ...instance, ...more, state });
  announceState(instances, changed);
  return changed;
}

async function up(instances: Instances, instance: Instance): Promise<void> {
  const broken = attachedTo(instances.storage.volumes, instance, instance.id).some(({ failure }) => failure !== undefined);
  if (broken) {
    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshooting-launch.html
    const reason = { code: 'Client.InternalError', message: 'Client.InternalError: Client error on launch', transition: 'Client.InternalError' };
    await terminate(instances, instance, reason);
    return;
  }
  await boot(instances, instance);
  const now = instances.rows.get(instance.id);
  if (now?.turn === instance.turn && now.state === 'pending') {
    const checked = instances.world.clock.now().plus(draw(instances.world.chance, 'ec2.check', instance.id, instance.turn));
    changeState(instances, now, 'running', { checked });
  }
}

/** Runs its user data, with its volumes at hand. */
async function boot(instances: Instances, instance: Instance): Promise<void> {
  const { volumes } = instances.storage;
  const tree = instances.tree(instance);
  const script = Buffer.from(instance.userData ?? '', 'base64');
  tree.onEnd = (how) => {
    const now = instances.rows.get(instance.id);
    if (how === 'lost' && now?.turn === instance.turn) instances.put({ ...now, lost: instances.world.clock.now() });
  };
  try {
    const devices = new Map<string, string>();
    for (const { id, attachment } of attachedTo(volumes, instance, instance.id).toSorted(byDevice)) {
      if (attachment && attachment.device !== instance.rootDevice && volumes.disks.has(id)) devices.set(shortName(attachment.device), await volumes.disks.device(id));
    }
    if (script.subarray(0, 2).toString() === '#!') await tree.start(script, devices);
    else if (script.length > 0) await tree.say('user data is not a script: it does not begin with #!, and was not run');
    await openWays(instances, instance);
    // It was terminated while it started.
    if (instances.rows.get(instance.id)?.turn !== instance.turn) {
      await shutWays(instances, instance);
      await tree.stop(true);
    }
  } catch (error) {
    instances.world.onFault(error, `starting ${instance.id}`);
    const now = instances.rows.get(instance.id);
    if (now) instances.put({ ...now, lost: instances.world.clock.now() });
  }
}

function byDevice(one: { attachment?: { device: string } }, other: { attachment?: { device: string } }): number {
  return (one.attachment?.device ?? '') < (other.attachment?.device ?? '') ? -1 : 1;
}

/** Begins to start one that is stopped. */
export function start(instances: Instances, instance: Instance, publicIp: string | undefined): Instance {
  const { reason: _, lost: _lost, checked: _checked, ...rest } = instance;
  const launched = instances.world.clock.now();
  const changed = changeState(instances, { ...rest, launched, turn: instance.turn + 1, ...(publicIp !== undefined && { publicIp }) }, 'pending');
  instances.later(changed, 'up', 'ec2.launch');
  return changed;
}

export async function stop(instances: Instances, instance: Instance, force: boolean): Promise<Instance> {
  const { lost: _lost, checked: _checked, publicIp: _ip, ...rest } = instance;
  const message = 'Client.UserInitiatedShutdown: User initiated shutdown';
  const reason = { code: 'Client.UserInitiatedShutdown', message, transition: `User initiated (${when(instances)})` };
  const changed = changeState(instances, { ...rest, turn: instance.turn + 1, reason }, 'stopping');
  instances.later(changed, 'stopped', 'ec2.stop');
  cutWays(instances, instance);
  await shutPublicWays(instances, instance);
  await instances.tree(instance).stop(force);
  return changed;
}

export async function terminate(instances: Instances, instance: Instance, reason: Instance['reason'] = byUser(instances)): Promise<Instance> {
  const { lost: _lost, checked: _checked, publicIp: _ip, ...rest } = instance;
  const changed = changeState(instances, { ...rest, turn: instance.turn + 1, reason }, 'shutting-down');
  instances.later(changed, 'terminated', 'ec2.terminate');
  cutWays(instances, instance);
  await shutWays(instances, instance);
  await instances.tree(instance).stop(true);
  return changed;
}

function byUser(instances: Instances): Instance['reason'] {
  const code = 'Client.UserInitiatedShutdown';
  return { code, message: `${code}: User initiated shutdown`, transition: `User initiated (${when(instances)})` };
}

function when({ world }: Instances): string {
  return world.clock.now().toString().replace(/T(.*)\.\d{3}Z$/, ' $1 GMT');
}

/** Its processes end now, and are there again a while later. It stays running all along. */
export async function reboot(instances: Instances, instance: Instance): Promise<void> {
  const { lost: _, ...rest } = instance;
  const turn = instance.turn + 1;
  const checked = instances.world.clock.now().plus(draw(instances.world.chance, 'ec2.reboot', instance.id, turn)).plus(draw(instances.world.chance, 'ec2.check', instance.id, turn));
  const changed = instances.put({ ...rest, turn, checked });
  instances.later(changed, 'rebooted', 'ec2.reboot');
  cutWays(instances, instance);
  await instances.tree(instance).stop(false);
}
