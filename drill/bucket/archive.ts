/** Older versions of a bucket's objects that lie in an archive: asked for, waited for, and then as good as any other. */
import { type ObjectVersion, quietly, type S3 } from '../../aws/s3/s3';
import { Compromised } from '../../measure/endings';
import type { InstantInterval } from '../../measure/marks';
import type { Seen } from '../../measure/seen';
import type { ArchivePromise } from '../../plan/plan';
import { Duration } from '../../time/duration';
import type { Instant } from '../../time/instant';
import { type Drill, PlanFellShort } from '../drill';
import { waitInRecovery } from '../phases/recovery-wait';
import type { Archive, Subject } from '../subject';
import type { Bucket } from './bucket';
import { repairsOf } from './restore';

const lookEvery = Duration.minutes(5);
/** How long the copies stay readable; a recovery that takes longer has to ask again. */
const days = 3;
/**
 * S3 counts the days from the next midnight, and moves what is due once a day.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html#non-current-days-calculations
 */
const lifecycleTakes = Duration.days(2);

export class BucketArchive implements Archive {
  readonly #bucket: Bucket;

  constructor(
    bucket: Bucket,
    readonly promise: ArchivePromise,
  ) {
    this.#bucket = bucket;
  }

  /** Of the bucket's own region: its archive stays there, wherever the service is. */
  get #s3(): S3 {
    return this.#bucket.services.s3(this.#bucket.resource.region);
  }

  /**
   * Asks for every archived version that going back to before the fault needs, and waits until all can be read. Marks `restore-requested` and `hydrated`.
   * Throws Compromised when nothing can be in the archive yet, or nothing is needed of it: then nothing is drilled.
   * Throws PlanFellShort when a version that should be there is not, or when they do not come.
   */
  async retrieve(drill: Drill, subject: Subject, fault: InstantInterval): Promise<void> {
    const { resource, services } = this.#bucket;
    const { name } = subject.component;
    const requested = drill.clock.now();
    const needed = await this.#needed(fault);
    if (needed.length === 0) throw new Compromised(`Going back to before the damage needs no older version of "${name}", so nothing is retrieved. Choose damage that overwrites or deletes objects.`);
    this.#requireArchived(needed, fault, requested);
    const states = services.objectStates(resource.region);
    const { tier } = this.promise;
    for (const { key, versionId } of needed) await states.retrieve({ bucket: resource.bucket, key, versionId, tier, days });
    drill.mark(subject, 'restore-requested', { notBefore: requested, notAfter: drill.clock.now() });
    const interval = await waitInRecovery(drill, {
      subject: `archived versions of ${name}`,
      look: () => this.#look(needed),
      every: lookEvery,
      // Twice what is promised: long enough that giving up proves it broken.
      within: this.promise.readableWithin.times(2),
      provesData: true,
    });
    drill.mark(subject, 'hydrated', interval);
  }

  /** The versions that will be copied over what the damage made current. */
  async #needed(fault: InstantInterval): Promise<ObjectVersion[]> {
    const versions = await this.#s3.versions(this.#bucket.resource.bucket, '');
    const repairs = repairsOf(this.#bucket, versions, fault).filter(({ act }) => act === 'copy over');
    const sources = new Set(repairs.map(({ versionId }) => versionId));
    return versions.filter(({ versionId }) => sources.has(versionId));
  }

  #requireArchived(needed: readonly ObjectVersion[], fault: InstantInterval, now: Instant): void {
    const { after, storageClass } = this.promise;
    const elsewhere = needed.find((version) => version.storageClass !== storageClass);
    if (!elsewhere) return;
    const said = `${elsewhere.key} is in ${elsewhere.storageClass ?? 'no storage class'}; the plan has replaced versions in ${storageClass} after ${after.inWords()}`;
    const due = fault.notAfter.plus(after).plus(lifecycleTakes);
    if (now.isBefore(due)) throw new Compromised(`${said}, which S3 may have done by ${due}. Let more time pass before the recovery.`);
    throw new PlanFellShort(`${said}. Look at the lifecycle rules of the bucket.`);
  }

  /** Good when the bytes of all of them can be read, not just when S3 says that they are there. */
  async #look(wanted: readonly ObjectVersion[]): Promise<Seen> {
    const { resource, services } = this.#bucket;
    const states = services.objectStates(resource.region);
    for (const [index, { key, versionId }] of wanted.entries()) {
      const state = await states.of(resource.bucket, key, { versionId, ...quietly });
      if (state?.retrieval !== 'done') return { good: false, saw: `${index} of ${wanted.length} are there` };
    }
    for (const { key, versionId } of wanted) {
      if (!(await this.#s3.get(resource.bucket, key, { versionId, ...quietly }))) return { good: false, saw: `${key} is there and cannot be read` };
    }
    return { good: true, saw: `all ${wanted.length} can be read` };
  }
}
