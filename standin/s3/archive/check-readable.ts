/** Whether the bytes of an object can be read now, or lie in an archive. */
import { AwsError } from '../../aws-error';
import type { ObjectVersion } from '../keys/version';
import type { S3State } from '../state';
import { archiveClassOf, isBroughtBack } from './archived';

/** Throws `InvalidObjectState` where they would have to be brought back first. */
export function checkReadable(state: S3State, version: ObjectVersion): void {
  check(state, version, "The operation is not valid for the object's storage class");
}

/** The same of the source of a copy, of which S3 says it in other words. */
export function checkCopyable(state: S3State, version: ObjectVersion): void {
  check(state, version, "Operation is not valid for the source object's storage class");
}

function check(state: S3State, version: ObjectVersion, message: string): void {
  const archive = archiveClassOf(version);
  if (!archive || isBroughtBack(version, state.now())) return;
  throw new AwsError('InvalidObjectState', message, { status: 403, fields: { StorageClass: archive } });
}
