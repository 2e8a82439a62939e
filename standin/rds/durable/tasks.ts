/** What is left for later in RDS, as plain data, so that it is done also where another process goes on. */
import type { Instant } from '../../../time/instant';
import type { BaseBackup } from '../../planes/postgres/base-backup';
import type { Whereabouts } from '../../whereabouts';
import type { DailyBase, Reach } from '../backups/automated-backup';
import type { InstanceStatus, PendingChanges } from '../instance';

/** What a new instance's data come from. Directories are held until they are read. */
export type Origin =
  | { from: 'nothing'; user: { name: string; password: string; database?: string } }
  | { from: 'backup'; backup: string }
  | { from: 'moment'; backup: string; archive: string; lsn: number }
  /** Of a replica; nothing where its source was down. */
  | { from: 'source'; base?: BaseBackup };

/** How an instance comes to be. */
export interface Birth {
  origin: Origin;
  category: 'creation' | 'restoration';
  done: string;
  /** The state of an instance that could not be made. */
  failed: InstanceStatus;
}

/** What is done to an instance, by the name of the act. */
interface OfInstance {
  'bring-up': Birth;
  reboot: object;
  recover: object;
  stop: object;
  start: object;
  'start-again': { at: Instant };
  delete: { last?: string; backupsToo: boolean };
  change: { status: InstanceStatus; changes: PendingChanges };
  maintain: object;
  /** An archive tells one automated backup of an instance from another. */
  ship: { archive: string };
  'back-up': { archive: string };
  'finish-backup': { archive: string; snapshot: string };
  'finish-snapshot': { snapshot: string };
  'make-standby': object;
  'take-over': { crashed: boolean };
  promote: { key: string[] };
  'finish-promotion': object;
  'lose-key': object;
  'lose-data': object;
  'report-lag': object;
  'apply-parameters': { names: readonly string[] };
}

/** What is done in a place, whatever becomes of the instance. */
interface OfPlace {
  'finish-copy': { snapshot: string };
  'drop-backup': { archive: string };
  arrive: { archive: string; source: string; bases: readonly DailyBase[]; reach: Reach };
}

type Tasks<Kinds> = { [Name in keyof Kinds]: Whereabouts & { do: Name; resourceId: string } & Kinds[Name] }[keyof Kinds];

export type InstanceTask = Tasks<OfInstance>;
export type PlaceTask = Tasks<OfPlace>;
export type Task = InstanceTask | PlaceTask;

/** A task of an instance without what says of which. */
export type Act = { [Name in keyof OfInstance]: { do: Name } & OfInstance[Name] }[keyof OfInstance];

/** The same task with its directories as they are called now. */
export function withDirectories(task: Task, here: (directory: string) => string): Task {
  if (task.do === 'bring-up') return { ...task, origin: originHere(task.origin, here) };
  if (task.do === 'arrive') return { ...task, archive: here(task.archive), source: here(task.source), bases: task.bases.map((base) => ({ ...base, directory: here(base.directory) })) };
  return 'archive' in task ? { ...task, archive: here(task.archive) } : task;
}

function originHere(origin: Origin, here: (directory: string) => string): Origin {
  if (origin.from === 'backup') return { ...origin, backup: here(origin.backup) };
  if (origin.from === 'moment') return { ...origin, backup: here(origin.backup), archive: here(origin.archive) };
  return origin.from === 'source' && origin.base ? { ...origin, base: { ...origin.base, directory: here(origin.base.directory) } } : origin;
}

/** The directories that a task is going to read. */
export function readsOf(task: Task): string[] {
  if (task.do === 'arrive') return [task.source, ...task.bases.map(({ directory }) => directory)];
  if (task.do !== 'bring-up') return [];
  const { origin } = task;
  if (origin.from === 'backup') return [origin.backup];
  if (origin.from === 'moment') return [origin.backup, origin.archive];
  return origin.from === 'source' && origin.base ? [origin.base.directory] : [];
}
