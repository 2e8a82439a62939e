/** The automated backup of one instance: daily base backups, the archived log between them, and which position was when. */
import type { Instant } from '../../../time/instant';
import type { BaseBackup } from '../../planes/postgres/base-backup';
import type { PostgresCluster } from '../../planes/postgres/cluster';
import type { LsnRecord } from '../../planes/postgres/log/lsn-record';
import type { WalArchive } from '../../planes/postgres/wal-archive';
import type { Whereabouts } from '../../whereabouts';
import type { Settings } from '../instance';
import type { BackupCopy } from '../replicated-backups/replicate';

export interface DailyBase extends BaseBackup {
  at: Instant;
  snapshotIdentifier: string;
}

/** Up to when, and up to which position of the log. */
export interface Reach {
  latest: Instant;
  shipped: number;
}

/** How far it has come: what changes with every shipment. */
export interface Course extends Reach {
  noted: number;
  unshipped: boolean;
  newest: number;
}

/** What it is a backup of; outlives the instance when the backup is retained. */
export interface Backed {
  readonly resourceId: string;
  identifier: string;
  created?: Instant;
  settings: Settings;
  /** Where its log stood at which instant. */
  readonly positions: LsnRecord;
}

export class AutomatedBackup {
  /** The last two are of those that follow one of another region. */
  status: 'creating' | 'active' | 'retained' | 'pending' | 'replicating' = 'creating';
  /** Whose instance it is a backup of, where that is of another region. */
  origin?: Whereabouts;
  /** Those in other regions that follow it. */
  readonly copies = new Set<BackupCopy>();
  tags = new Map<string, string>();
  /** The oldest first. */
  readonly bases: DailyBase[] = [];
  /** Up to when the archive reaches. */
  latest: Instant;
  #noted = 0;
  #shipped = 0;
  #unshipped = true;

  constructor(
    readonly arn: string,
    readonly archive: WalArchive,
    readonly of: Backed,
    begun: Instant,
  ) {
    this.latest = begun;
  }

  /** From when on a restore can be made. Undefined before the first base backup. */
  get earliest(): Instant | undefined {
    return this.bases[0]?.at;
  }

  /** Notes that the log stands, at `now`, where it stands. */
  async note(cluster: PostgresCluster, now: Instant): Promise<void> {
    this.#noted = await cluster.logEnd();
    this.of.positions.note(now, this.#noted);
    this.#unshipped = true;
  }

  /** Moves what was written since the last time into the archive, which is then said to reach up to `until`. */
  async ship(cluster: PostgresCluster, now: Instant, until = now): Promise<void> {
    if (cluster.takeDirty()) await this.note(cluster, now);
    if (this.#unshipped) {
      const upTo = this.#noted;
      this.#unshipped = false;
      await this.archive.ship(cluster);
      this.#shipped = upTo;
    }
    this.latest = until;
  }

  /** Goes on with a standby that was promoted at a position, at which what was noted of the log was cut. */
  forkAt(lsn: number): void {
    this.archive.forkAt(lsn);
    this.#noted = lsn;
    this.#shipped = Math.min(this.#shipped, lsn);
    this.#unshipped = true;
  }

  /** How far its archive reaches. */
  state(): Reach {
    return { latest: this.latest, shipped: this.#shipped };
  }

  get course(): Course {
    return { latest: this.latest, shipped: this.#shipped, noted: this.#noted, unshipped: this.#unshipped, newest: this.archive.newest };
  }

  /** Goes on where one that is on record left off; its archive was made with the newest segment. */
  goOnFrom({ latest, shipped, noted, unshipped }: Course): void {
    this.latest = latest;
    this.#shipped = shipped;
    this.#noted = noted;
    this.#unshipped = unshipped;
  }

  /** Its archive now reaches as far as the one that it follows did. */
  arrive({ latest, shipped }: Reach): void {
    if (latest.isBefore(this.latest)) return;
    this.latest = latest;
    this.#shipped = shipped;
  }

  /** The base backup and the position that make up the state at an instant, or undefined where there is no base that old. */
  sourcesAt(moment: Instant): { base: DailyBase; lsn: number } | undefined {
    const base = this.bases.findLast(({ at }) => !at.isAfter(moment));
    const position = this.of.positions.at(moment);
    if (!base || position === undefined) return undefined;
    // A write at the very instant of the newest shipment, but after it, is not in the archive.
    return { base, lsn: Math.max(Math.min(position, this.#shipped), base.stop) };
  }

  /** Drops base backups from before `instant`, but not the newest one. Answers what it dropped. */
  dropBefore(instant: Instant): DailyBase[] {
    const old = this.bases.filter(({ at }, index) => at.isBefore(instant) && index < this.bases.length - 1);
    this.bases.splice(0, old.length);
    return old;
  }

  /** Forgets the log that only base backups needed that are dropped. */
  async trimLog(): Promise<void> {
    const [oldest] = this.bases;
    if (oldest) await this.archive.forgetBefore(oldest.start);
  }
}
