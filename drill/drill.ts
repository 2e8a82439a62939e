/** One drill: its phase, its marks, its undo and its way out. The only thing in a drill that changes. */
import type { Services } from '../aws/services';
import type { EntryBody, LookEntry, PhaseName, PromiseEntry } from '../evidence/entry';
import type { Ledger } from '../evidence/ledger';
import { Aborted, Compromised, type Outcome, Refused } from '../measure/endings';
import type { InstantInterval, MarkName } from '../measure/marks';
import type { Plan } from '../plan/plan';
import type { Clock } from '../time/clock';
import type { Progress } from './run/progress';
import type { Subject } from './subject';
import type { Undo } from './undo';

export interface DrillParts {
  /** Names the drill within its run. */
  id: string;
  seed: number;
  plan: Plan;
  /** Where its evidence lies. */
  folder: string;
  ledger: Ledger;
  services: Services;
  undo: Undo;
  /** Fires when somebody stops the run; every wait of the drill gives up on it. */
  signal: AbortSignal;
  progress: (event: Progress) => void;
}

/** How the drill stands to its end, as far as its steps have come. */
export interface Ending {
  outcome: Outcome;
  reason: string;
}

export class Drill implements DrillParts {
  readonly id: string;
  readonly seed: number;
  readonly plan: Plan;
  readonly folder: string;
  readonly ledger: Ledger;
  readonly services: Services;
  readonly undo: Undo;
  readonly signal: AbortSignal;
  readonly progress: (event: Progress) => void;
  readonly #subjects = new Map<string, Subject>();
  #phase: PhaseName | undefined;
  #ending: Ending = { outcome: 'finished', reason: '' };

  constructor(parts: DrillParts) {
    this.id = parts.id;
    this.seed = parts.seed;
    this.plan = parts.plan;
    this.folder = parts.folder;
    this.ledger = parts.ledger;
    this.services = parts.services;
    this.undo = parts.undo;
    this.signal = parts.signal;
    this.progress = parts.progress;
  }

  get clock(): Clock {
    return this.services.clock;
  }

  get ending(): Ending {
    return this.#ending;
  }

  /** The subjects of the drill: the components that it protects and recovers. */
  get subjects(): readonly Subject[] {
    return [...this.#subjects.values()];
  }

  /** Lets time pass for one step of the runbook, in its phase. An error in it decides how the drill ends, and is thrown on. */
  async step<T>(phase: PhaseName, work: () => Promise<T>): Promise<T> {
    try {
      this.signal.throwIfAborted();
      return await this.clock.during(() => {
        this.enter(phase);
        return work();
      });
    } catch (error) {
      this.endBecause(error);
      throw error;
    }
  }

  /** Takes an error as the reason why the drill ended as it did; the first one counts. */
  endBecause(error: unknown): void {
    if (this.#ending.outcome !== 'finished') return;
    const outcome = outcomeOf(error);
    if (outcome === 'finished') return;
    this.#ending = { outcome, reason: error instanceof Error ? error.message : String(error) };
  }

  /** Leaves the last phase. */
  leavePhase(): void {
    if (this.#phase) this.ledger.append({ kind: 'phase', phase: this.#phase, edge: 'left' });
    this.#phase = undefined;
  }

  adopt(subject: Subject): void {
    this.#subjects.set(subject.component.name, subject);
  }

  /** What the drill protects under that name. Throws Compromised when the runbook has not protected it. */
  subject(name: string): Subject {
    const subject = this.#subjects.get(name);
    if (!subject) {
      throw new Compromised(`The runbook speaks of "${name}" before it is protected. Begin with: Given ${JSON.stringify(name)} is protected as the plan says.`);
    }
    return subject;
  }

  mark(subject: Subject, mark: MarkName, interval: InstantInterval): void {
    if (subject.marks.has(mark)) return;
    subject.marks.set(mark, interval);
    subject.witnesses?.sync();
    const [notBefore, notAfter] = [interval.notBefore.toString(), interval.notAfter.toString()];
    this.ledger.append({ kind: 'mark', mark, notBefore, notAfter, component: subject.component.name });
    this.ledger.sync();
    this.progress({ type: 'mark', mark, at: notAfter });
  }

  look(look: Omit<LookEntry, 'kind'>): void {
    this.ledger.append({ kind: 'look', ...look });
    this.progress({ type: 'tick', at: this.clock.now().toString() });
  }

  /** From now on the drill is judged by a promise of the plan, too. */
  promise(promise: Omit<PromiseEntry, 'kind'>): void {
    this.record({ kind: 'promise', ...promise });
    const { component: _component, ...told } = promise;
    this.progress({ type: 'promise', ...told, at: this.clock.now().toString() });
  }

  record(entry: EntryBody): void {
    this.ledger.append(entry);
  }

  /** Goes into a phase and leaves the one before; nothing when it is in it already. */
  enter(phase: PhaseName): void {
    if (phase === this.#phase) return;
    this.leavePhase();
    this.#phase = phase;
    this.ledger.append({ kind: 'phase', phase, edge: 'entered' });
    this.progress({ type: 'phase', phase, at: this.clock.now().toString() });
  }
}

/** A recovery that took too long, or whose data is wrong, was performed: the drill is finished, and its verdict says so. */
function outcomeOf(error: unknown): Outcome {
  if (error instanceof Aborted) return 'aborted';
  if (error instanceof Refused) return 'refused';
  if (error instanceof PlanFellShort) return 'finished';
  return 'compromised';
}

/** The recovery was tried and did not do what the plan promises. The ledger holds what was seen; judging it says how bad it is. */
export class PlanFellShort extends Error {
  override readonly name = 'PlanFellShort';
}
