/** Older versions of a bucket's objects that lie in an archive: asked for, waited for, and then as good as any other. */
import { Compromised } from '../../measure/endings';
import type { Seen } from '../../measure/seen';
import type { ArchivePromise } from '../../plan/plan';
import { Duration } from '../../time/duration';
import type { InstantInterval } from '../../measure/marks';
import { type Drill, PlanFellShort } from '../drill';
import { waitInRecovery } from '../phases/recovery-wait';
import type { Archive, Subject } from '../subject';
import type { Bucket } from './bucket';
import { repairsOf } from './restore';

const lookEvery = Duration.minutes(5);
/** How long the copies stay readable; a recovery that takes longer has to ask again. */
const days = 3;
const quietly = { recorded: false };

/** One archived version that a recovery needs. */
interface Archived {
  key: string;
  versionId: string;
}

export class BucketArchive implements Archive {
  readonly #bucket: Bucket;

  constructor(
    bucket: Bucket,
    readonly promise: ArchivePromise,
  ) {
    this.#bucket = bucket;
  }

  /**
   * Asks for every archived version that going back to before the fault needs, and waits until all can be read. Marks `restore-requested` and `hydrated`.
   * Throws Compromised when none is archived: then nothing is drilled. Throws PlanFellShort when they do not come.
   */
  async retrieve(drill: Drill, subject: Subject, fault: InstantInterval): Promise<void> {
    const { resource, services } = this.#bucket;
    const requested = drill.clock.now();
    const wanted = await this.#needed(fault);
    if (wanted.length === 0) {
      throw new Compromised(`No version that "${subject.component.name}" needs lies in an archive, so nothing can be retrieved. Let more time pass before the recovery.`);
    }
    const states = services.objectStates(resource.region);
    const { tier } = this.promise;
    for (const { key, versionId } of wanted) await states.retrieve({ bucket: resource.bucket, key, versionId, tier, days });
    drill.mark(subject, 'restore-requested', { notBefore: requested, notAfter: drill.clock.now() });
    const interval = await waitInRecovery(drill, {
      subject: `archived versions of ${subject.component.name}`,
      look: () => this.#look(wanted),
      every: lookEvery,
      // Twice what is promised: long enough that giving up proves it broken.
      within: this.promise.readableWithin.times(2),
      provesData: true,
    });
    drill.mark(subject, 'hydrated', interval);
  }

  async #needed(fault: InstantInterval): Promise<Archived[]> {
    const { resource, s3 } = this.#bucket;
    const versions = await s3.versions(resource.bucket, '');
    const repairs = repairsOf(this.#bucket, versions, fault).filter(({ act }) => act === 'copy over');
    const sources = new Set(repairs.map(({ versionId }) => versionId));
    const needed = versions.filter(({ versionId }) => sources.has(versionId));
    const elsewhere = needed.find(({ storageClass }) => storageClass !== this.promise.storageClass);
    if (!elsewhere) return needed;
    const { after, storageClass } = this.promise;
    throw new PlanFellShort(
      `${elsewhere.key} is in ${elsewhere.storageClass ?? 'no storage class'}; the plan has replaced versions in ${storageClass} after ${after.inWords()}. Look at the lifecycle rules of the bucket.`,
    );
  }

  /** Good when the bytes of all of them can be read, not just when S3 says that they are there. */
  async #look(wanted: readonly Archived[]): Promise<Seen> {
    const { resource, services, s3 } = this.#bucket;
    const states = services.objectStates(resource.region);
    for (const [index, { key, versionId }] of wanted.entries()) {
      const state = await states.of(resource.bucket, key, { versionId, ...quietly });
      if (state?.retrieval !== 'done') return { good: false, saw: `${index} of ${wanted.length} are there` };
    }
    for (const { key, versionId } of wanted) {
      if (!(await s3.get(resource.bucket, key, { versionId, ...quietly }))) return { good: false, saw: `${key} is there and cannot be read` };
    }
    return { good: true, saw: `all ${wanted.length} can be read` };
  }
}
