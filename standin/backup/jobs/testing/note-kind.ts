/** A type of resource for tests: notes, whose backups take as long as a test says, go cold, and can fail in every way that AWS's do. */
import { Duration } from '../../../../time/duration';
import type { Instant } from '../../../../time/instant';
import type { Access } from '../../../access/access';
import { Table } from '../../../durable/table';
import type { Caller } from '../../../service';
import { type Whereabouts, whereaboutsOf } from '../../../whereabouts';
import type { World } from '../../../world';
import { JobFailure } from '../../jobs/job-failure';
import type { BackupWork, Begun, ContinuousKind, CopyWork, Progress, Resource, ResourceKind, RestoreBegun, RestoreProgress, Traits } from '../../kinds/kind';
import type { RecoveryPoint } from '../../points/recovery-point';
import { arnOf } from '../../arns';

export interface Note extends Resource {
  text: string;
  /** How long its backups take. */
  minutes: number;
  /** Why it is followed no longer. */
  broken?: string;
}

interface Content {
  text: string;
  minutes: number;
  began: Instant;
  days?: number;
}

export class NoteKind implements ResourceKind {
  readonly type = 'Note';
  traits: Traits = { continuous: true, cold: true, stoppable: true, fullyManaged: true };
  readonly overridable = [];
  /** What others do while a backup begins. */
  meanwhile?: () => Promise<unknown>;
  readonly notes: Table<Note>;
  /** The copies that there are, by the ARNs of their recovery points. */
  readonly copies: Table<Content>;
  readonly continuous: ContinuousKind;

  constructor(
    private readonly world: World,
    private readonly access: Access,
  ) {
    this.notes = new Table(world.journal, 'note.notes');
    this.copies = new Table(world.journal, 'note.copies');
    this.continuous = {
      follow: ({ resource, vault }: BackupWork, days) => {
        const arn = arnOf(vault, 'recovery-point', `continuous:${resource.name}-${days}`);
        return { arn, content: this.copies.put(arn, { text: '', minutes: 0, began: world.clock.now(), days }) };
      },
      window: ({ resourceArn, created }) => ({ from: created, to: world.clock.now(), broken: this.notes.get(resourceArn)?.broken }),
      unfollow: ({ arn }, keep) => {
        if (!keep) this.copies.delete(arn);
      },
    };
  }

  owns(arn: string): boolean {
    return arn.startsWith('arn:aws:note:');
  }

  *resources({ accountId, region }: Whereabouts): Iterable<Resource> {
    for (const note of this.notes.values()) {
      const where = whereaboutsOf(note.arn);
      if (where.accountId === accountId && where.region === region) yield note;
    }
  }

  find(arn: string): Resource | undefined {
    return this.notes.get(arn);
  }

  async backUp({ resource, role, vault, jobId, now }: BackupWork): Promise<Begun> {
    await this.meanwhile?.();
    this.access.require({ caller: role, action: 'note:Read', resource: resource.arn });
    const { text, minutes } = this.notes.get(resource.arn) ?? { text: '', minutes: 0 };
    return this.#begun(arnOf(vault, 'recovery-point', jobId), { text, minutes, began: now });
  }

  copy({ source, role, vault, jobId, now }: CopyWork): Begun {
    this.access.require({ caller: role, action: 'note:Copy', resource: source.arn });
    const { text } = contentOf(source);
    return this.#begun(arnOf(vault, 'recovery-point', jobId), { text, minutes: 7, began: now });
  }

  lookAtBackup(point: RecoveryPoint): Progress {
    const { text, minutes, began } = contentOf(point);
    if (text === 'unreadable') return { state: 'failed', message: 'The note cannot be read.' };
    const passed = this.world.clock.now().since(began).seconds / 60;
    if (passed >= minutes) return text === 'smudged' ? { state: 'done', sizeBytes: 1, message: 'Some of it cannot be read.', category: 'FAILURE' } : { state: 'done', sizeBytes: text.length };
    return { state: 'running', percent: (100 * passed) / minutes, lookAfter: Duration.minutes(Math.min(10, minutes - passed)) };
  }

  remove({ arn }: RecoveryPoint, role: Caller | undefined): void {
    if (!role || !this.access.allows({ caller: role, action: 'note:Remove', resource: arn })) throw new JobFailure('The role may not remove notes.', 'AccessDenied');
    this.copies.delete(arn);
  }

  restoreMetadata(point: RecoveryPoint): Readonly<Record<string, string>> {
    return { text: contentOf(point).text };
  }

  checkRestore(): void {
    never();
  }

  restore(): RestoreBegun {
    return never();
  }

  lookAtRestore(): RestoreProgress {
    return never();
  }

  testMetadata(): Readonly<Record<string, string>> {
    return never();
  }

  deleteTested(): undefined {
    return never();
  }

  #begun(arn: string, content: Content): Begun {
    this.copies.put(arn, content);
    return { arn, content, lookAfter: Duration.minutes(Math.min(10, content.minutes)) };
  }
}

function contentOf({ content }: RecoveryPoint): Content {
  // This kind made it.
  return content as Content;
}

function never(): never {
  throw new Error('notes are not restored here');
}
