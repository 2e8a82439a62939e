/** Keeps recovery points for as long as their lifecycles say: a sweep each midnight at which something is due, moves to cold storage, deletes. */
import { Instant } from '../../../time/instant';
import { Agenda } from '../agenda';
import { announceModified, announcePoint } from '../announcements/announce-point';
import type { BackupState } from '../backup-state';
import { failureMessage } from '../restores/failure-message';
import { draw } from '../../timings';
import { nextAct } from './next-act';
import type { RecoveryPoint } from './recovery-point';

const day = 86_400_000;

export class Custody {
  readonly #agenda: Agenda;

  constructor(private readonly state: BackupState) {
    this.#agenda = new Agenda(state.world, (arn) => this.#see(arn));
    for (const point of state.points.values()) this.#arm(point);
  }

  /** Puts a point's new state in the place of its old one, sees to what its lifecycle wants next, and tells of it where its status is another. */
  keep(point: RecoveryPoint): RecoveryPoint {
    const before = this.state.points.get(point.arn);
    this.state.points.keep(point);
    if (before?.lifecycle !== point.lifecycle || before.status !== point.status || before.cold !== point.cold) this.#arm(point);
    if (before?.status !== point.status) announcePoint(this.state.announcer, point);
    return point;
  }

  /** Begins to delete a point, which takes its time. */
  beginDeletion(point: RecoveryPoint): void {
    this.keep({ ...point, status: 'DELETING' });
  }

  /** A continuous backup that goes on no longer keeps what it has for its days. */
  stop(point: RecoveryPoint, message: string): RecoveryPoint {
    return this.keep({ ...point, status: 'STOPPED', message, completed: this.state.now() });
  }

  /** The point as it is now: a continuous one may have been interrupted since anybody looked. */
  lookAt(point: RecoveryPoint): RecoveryPoint {
    if (!point.continuous || point.status !== 'AVAILABLE') return point;
    const broken = this.state.kindOf(point.resourceArn)?.continuous?.window(point)?.broken;
    return broken === undefined ? point : this.stop(point, broken);
  }

  #arm(point: RecoveryPoint): void {
    const { clock, chance } = this.state.world;
    if (point.status === 'DELETING') {
      this.#agenda.leave(clock.now().plus(draw(chance, 'backup.delete', point.arn)), point.arn);
      return;
    }
    const act = nextAct(point, this.#goesCold(point));
    if (act) this.#agenda.leave(midnight(Instant.latest(act.at, clock.now())), point.arn);
  }

  #see(arn: string): void | Promise<void> {
    const point = this.state.points.get(arn);
    if (!point) return undefined;
    if (point.status === 'DELETING') return this.#delete(point);
    const looked = this.lookAt(point);
    const act = nextAct(looked, this.#goesCold(looked));
    const now = this.state.now();
    if (!act || act.at.isAfter(now)) return undefined;
    // A region that is down sweeps when it is back.
    if (this.state.world.outages.isDown(point.region) || act.what === 'look') this.#agenda.leave(midnight(now), arn);
    else if (act.what === 'cool') announceModified(this.state.announcer, this.keep({ ...looked, cold: now }), 'NumberOfRecoveryPointsCold');
    else return this.#sweep({ ...looked, status: 'DELETING' });
    return undefined;
  }

  #sweep(point: RecoveryPoint): Promise<void> {
    announcePoint(this.state.announcer, point);
    return this.#delete(point);
  }

  async #delete(point: RecoveryPoint): Promise<void> {
    const kind = this.state.kinds.find(({ type }) => type === point.resourceType);
    try {
      if (!point.continuous) await kind?.remove(point, this.state.roles.caller(point.roleArn));
      else await kind?.continuous?.unfollow(point, false);
    } catch (error) {
      const message = failureMessage(error);
      if (message === undefined) this.state.world.onFault(error, `deletion of recovery point ${point.arn}`);
      this.keep({ ...point, status: 'EXPIRED', message: message ?? 'The recovery point could not be deleted.' });
      return;
    }
    this.state.points.drop(point);
  }

  #goesCold({ resourceType }: RecoveryPoint): boolean {
    return this.state.kinds.find(({ type }) => type === resourceType)?.traits.cold ?? false;
  }
}

/** The first midnight after an instant. */
function midnight(after: Instant): Instant {
  return Instant.ofEpochMilliseconds((Math.floor(after.epochMilliseconds / day) + 1) * day);
}
