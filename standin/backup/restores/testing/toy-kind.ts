/** A type of resource for tests: a thing is a name with a body, kept on record, and copied and made in minutes. */
import { Duration } from '../../../../time/duration';
import { Instant } from '../../../../time/instant';
import type { Access } from '../../../access/access';
import { Table } from '../../../durable/table';
import type { Caller } from '../../../service';
import type { TagRecord } from '../../../tag-record';
import type { Whereabouts } from '../../../whereabouts';
import type { World } from '../../../world';
import { JobFailure } from '../../jobs/job-failure';
import type { Begun, ContinuousKind, Progress, Resource, ResourceKind, RestoreBegun, RestoreProgress, RestoreWork, Traits } from '../../kinds/kind';
import type { RecoveryPoint } from '../../points/recovery-point';
import { invalidParameter } from '../../refusals';

export interface Thing {
  arn: string;
  name: string;
  body: string;
  tags: TagRecord;
  leaving?: boolean;
}

/** How long a thing takes to be made, and a while before that to be there. */
const [lasts, appears] = [Duration.minutes(10), Duration.minutes(4)];

export class ToyKind implements ResourceKind {
  readonly type = 'Toy';
  readonly traits: Traits = { continuous: true, cold: true, stoppable: true, fullyManaged: true };
  readonly overridable = ['colour', 'size'];
  readonly things: Table<Thing>;
  readonly continuous: ContinuousKind = {
    follow: never,
    unfollow: never,
    window: ({ content }) => (content as { window?: { from: Instant; to: Instant } }).window,
  };

  constructor(
    world: World,
    private readonly access: Access,
  ) {
    this.things = new Table(world.journal, 'toy.things');
  }

  owns(arn: string): boolean {
    return arn.startsWith('arn:aws:toy:');
  }

  resources(): Iterable<Resource> {
    return this.things.values();
  }

  find(arn: string): Resource | undefined {
    return this.things.get(arn);
  }

  backUp(): Begun {
    return never();
  }

  lookAtBackup(): Progress {
    return never();
  }

  copy(): Begun {
    return never();
  }

  remove(): void {
    never();
  }

  restoreMetadata(): Readonly<Record<string, string>> {
    return { Colour: 'red' };
  }

  checkRestore(point: RecoveryPoint, metadata: Readonly<Record<string, string>>): void {
    if (metadata.Name === undefined) throw invalidParameter('Restore metadata is invalid. Name is missing.');
    if (point.cold && metadata.Days === undefined) throw invalidParameter('Restore metadata is invalid. Days are missing.');
  }

  restore({ role, where, metadata, now }: RestoreWork): RestoreBegun {
    const arn = toyArn(where, metadata.Name ?? '');
    this.access.require({ caller: role, action: 'toy:MakeThing', resource: arn });
    if (this.things.get(arn)) throw new JobFailure('There is such a thing already.');
    return { content: { arn, began: now.epochMilliseconds }, lookAfter: Duration.minutes(1) };
  }

  lookAtRestore({ point, metadata, now, jobId }: Omit<RestoreWork, 'tags'>, content: object): RestoreProgress {
    // What restore gave out.
    const { arn, began } = content as { arn: string; began: number };
    const passed = now.since(Instant.ofEpochMilliseconds(began));
    if (metadata.Breaks === 'true') return { state: 'failed', message: 'It broke.', resource: arn };
    if (passed.compare(appears) < 0) return { state: 'running', percent: 10, lookAfter: Duration.minutes(1) };
    // The tags of a job do not reach this far, and a test looks at them through its own job.
    const { body } = point.content as { body: string };
    if (!this.things.get(arn)) this.things.put(arn, { arn, name: metadata.Name ?? '', body, tags: this.tagsOf(jobId) });
    if (passed.compare(lasts) < 0) return { state: 'running', percent: 50, lookAfter: Duration.minutes(1), resource: arn };
    return { state: 'done', sizeBytes: body.length, resource: arn };
  }

  /** Set by the harness: which tags a job's resource gets. */
  tagsOf: (jobId: string) => TagRecord = () => ({});

  testMetadata(_point: RecoveryPoint, job: string): Readonly<Record<string, string>> {
    return { Name: `awsbackup-restore-test-${job}`, Colour: 'grey' };
  }

  deleteTested(resourceArn: string, role: Caller): Duration | undefined {
    this.access.require({ caller: role, action: 'toy:BreakThing', resource: resourceArn });
    const thing = this.things.get(resourceArn);
    if (thing && !thing.leaving) {
      this.things.put(resourceArn, { ...thing, leaving: true });
      return Duration.minutes(5);
    }
    this.things.delete(resourceArn);
    return undefined;
  }
}

export function toyArn({ accountId, region }: Whereabouts, name: string): string {
  return `arn:aws:toy:${region}:${accountId}:thing/${name}`;
}

/** What restores and restore testing do not ask for. */
function never(): never {
  throw new Error('nothing here backs up toys');
}
