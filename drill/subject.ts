/** A component as a drill knows it: what is really there, how its data is written, read and brought back. */
import type { ExperimentTarget } from '../aws/resources';
import type { InstantInterval, MarkName } from '../measure/marks';
import type { Manifest } from '../measure/manifest';
import type { Configuration } from '../measure/parity';
import type { ArchivePromise, BackupPromise, Component, ReplicaPromise } from '../plan/plan';
import type { Instant } from '../time/instant';
import type { Drill } from './drill';
import type { Seen } from '../measure/seen';
import type { Witnesses } from './witnesses';

/** The application's own way to write, which its witnesses go too. */
export interface WitnessPath {
  /** Writes one witness. Throws when it was not acknowledged. */
  write(witness: number, body: string): Promise<void>;
  /** Deletes one that was written before. */
  remove(witness: number): Promise<void>;
  close(): Promise<void>;
}

/** One thing that is compared between what a component should be and what it is. */
export interface ParityReading {
  expected: Configuration;
  actual: Configuration;
}

/** Which copy is read: what the service uses now, or what a restore made. Where data is restored in place they are the same. */
export type Copy = 'in service' | 'restored';

/** What lies in an archive and has to be asked for before it can be read. */
export interface Archive {
  readonly promise: ArchivePromise;
  /** Asks for what going back to before the fault needs, and waits until it can be read. Marks `restore-requested` and `hydrated`. */
  retrieve(drill: Drill, subject: Subject, fault: InstantInterval): Promise<void>;
}

/** What a comparison of two copies saw, and of how many things. */
export interface Compared extends Seen {
  compared: number;
}

/** A copy elsewhere that follows the component by itself. */
export interface Replica {
  readonly promise: ReplicaPromise;
  /** Good when the copy holds what the component held at `upTo`. */
  follows(upTo: Instant): Promise<Compared>;
  /** Good while the alarm on the following says that all is well; null while it cannot tell. */
  alarmIsQuiet(): Promise<Seen>;
  /** Lets the service use the copy. Answers with the last instant at which it cannot have been on it. */
  takeOver(drill: Drill, subject: Subject): Promise<Instant>;
}

/** Which of its copies a vault brings back: the newest it has, the newest that was copied to the other region, or the oldest it still has. */
export type VaultCopy = 'newest' | 'elsewhere' | 'oldest';

/** When one copy in a vault was made. */
export interface HeldCopy {
  madeAt: Instant;
}

/** Copies of a component where what deletes the component does not reach them. */
export interface Vault {
  readonly promise: BackupPromise;
  /** Good once the component can be brought back to any moment of the last days. */
  followsEveryMoment(): Promise<Seen>;
  /** Good once there is a copy, made since then, in the other region. */
  isCopiedElsewhere(since: Instant): Promise<Seen>;
  /** The whole copies that it holds, or that the other region holds, the oldest first. */
  held(where: 'home' | 'elsewhere'): Promise<HeldCopy[]>;
  /** Brings one back as a component of its own. Marks `restore-requested`, `restore-completed` and `resource-ready`. */
  restore(drill: Drill, subject: Subject, copy: VaultCopy): Promise<void>;
}

/** Settings that can be put back as they were, without giving up what else was changed since. */
export interface Settings {
  /** Has the service use what is there with the settings from before `moment`. Marks what it passes on the way. */
  putBack(drill: Drill, subject: Subject, moment: Instant): Promise<void>;
}

/** A machine that can be launched again. */
export interface Relaunch {
  /** With the data volume that outlived it, in the same zone. Marks what it passes on the way. */
  withSurvivingVolume(drill: Drill, subject: Subject): Promise<void>;
  /** In another zone, with a volume of the newest copy in the vault from before the damage. */
  inAnotherZone(drill: Drill, subject: Subject): Promise<void>;
}

/** One way in which somebody tried to remove what is locked. */
export interface Attempt {
  does: string;
  tried: number;
  refused: number;
  /** What AWS answered, in its own words. */
  answer: string;
}

/** What keeps a component's data from being removed. */
export interface Lock {
  /** Tries every way to remove it. */
  attemptRemoval(): Promise<Attempt[]>;
  /** Good once the account's record of calls has every attempt that was refused, and says who made it. */
  attemptsAreOnRecord(): Promise<Compared>;
}

/** How a kind of component is written to, read and recovered. */
export interface Recoverable {
  readonly component: Component;
  /** Each undefined for what the plan gives none. */
  readonly archive?: Archive;
  readonly replica?: Replica;
  readonly lock?: Lock;
  readonly vault?: Vault;
  readonly relaunch?: Relaunch;
  readonly settings?: Settings;
  /** Whether the service that stands on the component works, seen from where its users are. */
  probe(): Promise<Seen>;
  openWitnessPath(): WitnessPath;
  /** A digest of the data that should not change by itself, read by code that shares nothing with the writers'. */
  manifest(of: Copy): Promise<Manifest>;
  /** Every witness that is there, by number, as its content's digest. */
  readWitnesses(of: Copy): Promise<Map<number, string>>;
  /** Brings the data back to what it was at `moment`. Marks what it passes on the way. */
  restore(drill: Drill, subject: Subject, moment: Instant): Promise<void>;
  /**
   * Lets the service use what was restored, where that is something else than before.
   * Answers with the last instant at which the service cannot have been on it; undefined where nothing is switched.
   */
  switchOver(drill: Drill): Promise<Instant | undefined>;
  /** What experiments need to reach it. */
  experimentTarget(): ExperimentTarget;
  /** What the restored thing is, against what it was supposed to be. */
  parity(): Promise<ParityReading>;
  close(): Promise<void>;
}

/** A recoverable component with what the drill has learnt about it so far. */
export interface Subject {
  readonly component: Component;
  readonly recoverable: Recoverable;
  readonly marks: Map<MarkName, InstantInterval>;
  witnesses?: Witnesses;
  /** When the service was last known not to be on the recovered data. */
  notYetInService?: Instant;
  /** The data as it was in steady state. */
  manifest?: Manifest;
}
