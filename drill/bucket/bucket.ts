/** A versioned S3 bucket, as something to write to, read and recover version by version, or by its replica. */
import type { BucketPlace, BucketResource, ExperimentTarget } from '../../aws/resources';
import type { S3 } from '../../aws/s3/s3';
import type { Services } from '../../aws/services';
import type { Manifest } from '../../measure/manifest';
import type { Seen } from '../../measure/seen';
import type { BucketComponent } from '../../plan/plan';
import type { Drill } from '../drill';
import type { Archive, Lock, ParityReading, Recoverable, Replica, Subject, WitnessPath } from '../subject';
import { BucketArchive } from './archive';
import { BucketLock } from './lock';
import { readObjects } from './manifest';
import { readBucketParity } from './parity';
import { BucketReplica } from './replica';
import { bringVersionsBack } from './restore';
import { readWitnessObjects, witnessObjectsPath } from './witness-objects';

/** With how its service is probed, wherever it is served from. */
export interface ProtectedBucket extends BucketResource {
  probe: (s3: S3, bucket: string) => Promise<Seen>;
}

export class Bucket implements Recoverable {
  readonly archive: Archive | undefined;
  readonly replica: Replica | undefined;
  readonly lock: Lock | undefined;
  /** Where the service reads and writes: the bucket, until its replica takes over. */
  #inService: BucketPlace;

  constructor(
    readonly component: BucketComponent,
    readonly services: Services,
    readonly resource: ProtectedBucket,
  ) {
    this.#inService = resource;
    this.archive = component.archive && new BucketArchive(this, component.archive);
    this.replica = component.replica && resource.replica && new BucketReplica(this, component.replica, resource.replica);
    this.lock = component.lock && new BucketLock(this);
  }

  get inService(): BucketPlace {
    return this.#inService;
  }

  /** The S3 of the region that the service reads from and writes to now. */
  get s3(): S3 {
    return this.services.s3(this.#inService.region);
  }

  /** From now on the service reads from and writes to another bucket. */
  serveFrom(place: BucketPlace): void {
    this.#inService = place;
  }

  probe(): Promise<Seen> {
    return this.resource.probe(this.s3, this.#inService.bucket);
  }

  openWitnessPath(): WitnessPath {
    return witnessObjectsPath(() => ({ s3: this.s3, bucket: this.#inService.bucket }));
  }

  manifest(): Promise<Manifest> {
    return readObjects(this.s3, this.#inService.bucket, this.resource.owner.seed, this.component.name);
  }

  readWitnesses(): Promise<Map<number, string>> {
    return readWitnessObjects(this.s3, this.#inService.bucket);
  }

  /** To before the fault; versions say by themselves when they came. */
  restore(drill: Drill, subject: Subject): Promise<void> {
    return bringVersionsBack(drill, subject, this);
  }

  /** Versions are brought back in place, so the service uses them already. */
  switchOver(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  experimentTarget(): ExperimentTarget {
    const { region, bucket, owner, tags, replica } = this.resource;
    return { kind: 'bucket', region, bucket, owner, tags, s3: this.services.s3(region), replica };
  }

  parity(): Promise<ParityReading> {
    return readBucketParity(this);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
