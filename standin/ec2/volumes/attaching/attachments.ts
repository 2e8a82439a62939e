/** What volumes ask of the instances that they are attached to. The instances' own room answers; until it does, there are none. */
import type { Whereabouts } from '../../../whereabouts';

export interface Machine {
  id: string;
  zone: string;
  /** In the words of EC2: only what runs or is stopped takes volumes. */
  state: 'pending' | 'running' | 'shutting-down' | 'terminated' | 'stopping' | 'stopped';
  /** The name of the device that it starts from. */
  rootDevice: string;
}

/** A volume as an instance has it. */
export interface Plugged {
  volumeId: string;
  device: string;
  /** The file that is the device: the instance's processes read and write it. */
  path: string;
}

export interface Machines {
  find(where: Whereabouts, instanceId: string): Machine | undefined;
  /** The volume is at hand from now on. */
  plug(where: Whereabouts, instanceId: string, plugged: Plugged): void | Promise<void>;
  /** Takes a volume away. False where the instance still holds it and nobody forces it. */
  unplug(where: Whereabouts, instanceId: string, volumeId: string, force: boolean): boolean | Promise<boolean>;
  /** Does `work` while no process of the instance writes, so that what a snapshot sees is of one moment. */
  still<T>(where: Whereabouts, instanceId: string, work: () => Promise<T>): Promise<T>;
}
