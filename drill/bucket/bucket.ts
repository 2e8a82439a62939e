/** A versioned S3 bucket, as something to write to, read and recover version by version. */
import type { BucketResource, ExperimentTarget } from '../../aws/resources';
import type { S3 } from '../../aws/s3';
import type { Services } from '../../aws/services';
import type { Component } from '../../plan/plan';
import type { Manifest } from '../../measure/manifest';
import type { Instant } from '../../time/instant';
import type { Drill } from '../drill';
import type { Seen } from '../../measure/seen';
import type { ParityReading, Recoverable, Subject, WitnessPath } from '../subject';
import { readObjects } from './manifest';
import { bringVersionsBack } from './restore';
import { readWitnessObjects, witnessObjectsPath } from './witness-objects';

/** With how its service is probed. */
export interface ProtectedBucket extends BucketResource {
  probe: (s3: S3) => Promise<Seen>;
}

export class Bucket implements Recoverable {
  readonly s3: S3;

  constructor(
    readonly component: Component,
    services: Services,
    readonly resource: ProtectedBucket,
  ) {
    this.s3 = services.s3(resource.region);
  }

  probe(): Promise<Seen> {
    return this.resource.probe(this.s3);
  }

  openWitnessPath(): WitnessPath {
    return witnessObjectsPath(this.s3, this.resource.bucket);
  }

  manifest(): Promise<Manifest> {
    return readObjects(this.s3, this.resource.bucket, this.resource.owner.seed, this.component.name);
  }

  readWitnesses(): Promise<Map<number, string>> {
    return readWitnessObjects(this.s3, this.resource.bucket);
  }

  restore(drill: Drill, subject: Subject, moment: Instant): Promise<void> {
    return bringVersionsBack(drill, subject, this, moment);
  }

  /** Versions are brought back in place, so the service uses them already. */
  switchOver(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  experimentTarget(): ExperimentTarget {
    const { region, bucket } = this.resource;
    return { kind: 'bucket', region, bucket, s3: this.s3 };
  }

  async parity(): Promise<ParityReading> {
    const { bucket, tags } = this.resource;
    return {
      expected: { versioning: 'Enabled', tags },
      actual: { versioning: (await this.s3.versioning(bucket)) ?? 'never set', tags: await this.s3.bucketTags(bucket) },
    };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
