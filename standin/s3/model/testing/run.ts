/** For tests: one sequence of steps under way, on a bucket of the stand-in and on its model. */
import assert from 'node:assert/strict';
import type { S3Client } from '@aws-sdk/client-s3';
import type { ReplicationUnderTest } from '../../replication/replication-under-test';
import type { BucketModel, Held } from './bucket-model';
import type { Rule } from './lifecycle-model';
import type { Which } from './steps';

export interface Run {
  s3: ReplicationUnderTest;
  client: S3Client;
  Bucket: string;
  /** The bucket that it replicates to, where it does. */
  replica: string;
  model: BucketModel;
  rules: Rule[];
}

export function nowOf({ s3 }: Run): number {
  return s3.world.clock.now().epochMilliseconds;
}

/** What a step names: a version that is there, an id that is gone, or the current version. */
export interface Named {
  /** Goes into the request; undefined for the current version. */
  VersionId: string | undefined;
  held: Held | undefined;
}

/** Undefined where the key has no such version. */
export function named({ model }: Run, key: string, which: Which): Named | undefined {
  if (which === 'current') return { VersionId: undefined, held: model.current(key) };
  if (which === 'gone') {
    const id = model.gone.filter((one) => one.key === key).at(-1)?.id;
    return id === undefined ? undefined : { VersionId: id, held: undefined };
  }
  const held = model.of(key)[which];
  return held?.id === undefined ? undefined : { VersionId: held.id, held };
}

/** Why an object cannot be had that a request names: the code that S3 answers, or undefined where it can. */
export function whyNot({ VersionId, held }: Named, onMarker: 'hidden' | 'refused'): string | undefined {
  if (!held) return VersionId === undefined ? 'NoSuchKey' : 'NoSuchVersion';
  if (held.body !== undefined) return undefined;
  return VersionId === undefined && onMarker === 'hidden' ? 'NoSuchKey' : 'MethodNotAllowed';
}

/** Makes a call that must end as the model says: with this code of an error, or without any. Answers what it answered. */
export async function expectCall<Output>(call: Promise<Output>, code: string | undefined, about: unknown): Promise<Output | undefined> {
  let output: Output | undefined;
  let actual: string | undefined;
  try {
    output = await call;
  } catch (error) {
    // The client throws nothing but errors with a name.
    actual = (error as Error).name;
  }
  assert.equal(actual, code, JSON.stringify(about));
  return output;
}
