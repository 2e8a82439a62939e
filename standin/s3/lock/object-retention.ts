/** PutObjectRetention and GetObjectRetention, each of one version. */
import type {
  GetObjectRetentionOutput,
  GetObjectRetentionRequest,
  ObjectLockRetention,
  PutObjectRetentionOutput,
  PutObjectRetentionRequest,
} from '@aws-sdk/client-s3';
import { operation, type Handler } from '../../service';
import { malformedXml, notImplemented } from '../errors';
import type { Lock } from '../keys/version';
import type { S3State } from '../state';
import { futureDate } from './asked-lock';
import { isBypassing, mayBypass } from './bypass';
import { protectedByLock } from './check-removable';
import { isRetained } from './is-locked';
import { lockedObject, noLock } from './locked-object';

type Retention = Required<Pick<Lock, 'mode' | 'retainUntil'>>;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectRetention.html; one without mode and date takes the retention away. */
export function putObjectRetention(state: S3State): Handler {
  return operation<PutObjectRetentionRequest, PutObjectRetentionOutput>(async (input, call) => {
    state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    if (!input.Retention) throw malformedXml();
    const asked = askedRetention(state, input.Retention);
    const { bucket, key, version } = lockedObject(state, input, call);
    const bypassing = mayBypass(state, call, { bucket, key, version }, isBypassing(bucket, input));
    const { lock } = version;
    if (isRetained(lock, state.now()) && !isChangeable(lock, asked, bypassing)) throw protectedByLock();
    bucket.change(key, version, { lock: { ...(lock?.legalHold === undefined ? {} : { legalHold: lock.legalHold }), ...asked } });
    state.happenings.tell({ name: 'ObjectLock:Put', bucket, key, version, call });
    return {};
  });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectRetention.html */
export function getObjectRetention(state: S3State): Handler {
  return operation<GetObjectRetentionRequest, GetObjectRetentionOutput>(async (input, call) => {
    const { lock } = lockedObject(state, input, call).version;
    if (lock?.mode === undefined) throw noLock();
    return { Retention: { Mode: lock.mode, RetainUntilDate: lock.retainUntil?.toDate() } };
  });
}

function askedRetention(state: S3State, retention: ObjectLockRetention): Retention | undefined {
  if (retention.EventHold !== undefined || retention.EventHoldDuration !== undefined) throw notImplemented('EventHold');
  const { Mode: mode, RetainUntilDate: date } = retention;
  if (mode === undefined && date === undefined) return undefined;
  if ((mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') || date === undefined) throw malformedXml();
  return { mode, retainUntil: futureDate(state, date, 'RetainUntilDate') };
}

/** Anybody may keep a version longer in the mode it is in. All else needs to pass over governance, and compliance knows no such thing. */
function isChangeable(lock: Lock | undefined, asked: Retention | undefined, bypassing: boolean): boolean {
  if (asked && asked.mode === lock?.mode && lock.retainUntil && !asked.retainUntil.isBefore(lock.retainUntil)) return true;
  return lock?.mode === 'GOVERNANCE' && bypassing;
}
