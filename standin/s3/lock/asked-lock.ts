/** What shall keep a new object from being removed, as its request says. */
import { Instant } from '../../../time/instant';
import type { Call } from '../../service';
import type { Bucket } from '../buckets/bucket';
import { invalidArgument, invalidRequest, notImplemented } from '../errors';
import type { Lock } from '../keys/version';
import type { MakingRequest } from '../objects/describe-draft';
import type { S3State } from '../state';
import { checkDigest } from './check-digest';

const header = {
  mode: 'x-amz-object-lock-mode',
  date: 'x-amz-object-lock-retain-until-date',
  hold: 'x-amz-object-lock-legal-hold',
  eventHold: 'x-amz-object-lock-event-hold',
};

/**
 * Reads the lock headers. Throws `InvalidArgument` when they are wrong in themselves, and `InvalidRequest` where the bucket has no
 * object lock or the body of a locked object comes without a digest.
 */
export function askedLock(state: S3State, bucket: Bucket, input: MakingRequest, call: Call): Lock | undefined {
  if ((input.ObjectLockEventHold ?? input.ObjectLockEventHoldDurationDays ?? input.ObjectLockEventHoldDurationYears) !== undefined) {
    throw notImplemented(header.eventHold);
  }
  const lock = { ...askedRetention(state, input), ...askedHold(input.ObjectLockLegalHoldStatus) };
  const isAsked = Object.keys(lock).length > 0;
  if (isAsked && !bucket.settings.objectLock) throw invalidRequest('Bucket is missing ObjectLockConfiguration');
  checkDigest(bucket, isAsked ? lock : undefined, call);
  return isAsked ? lock : undefined;
}

function askedRetention(state: S3State, input: MakingRequest): Pick<Lock, 'mode' | 'retainUntil'> {
  const { ObjectLockMode: mode, ObjectLockRetainUntilDate: date } = input;
  if (mode === undefined && date === undefined) return {};
  if (mode === undefined || date === undefined) {
    throw invalidArgument(`${header.date} and ${header.mode} must both be supplied`, mode === undefined ? header.mode : header.date, '');
  }
  if (mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') throw invalidArgument('Unknown wormMode directive.', header.mode, mode);
  return { mode, retainUntil: futureDate(state, date, header.date) };
}

/** Checks a date until which something is to be kept. `argument` is what the request calls it. Throws `InvalidArgument`. */
export function futureDate(state: S3State, date: Date, argument: string): Instant {
  if (Number.isNaN(date.getTime())) throw invalidArgument('The retain until date must be provided in ISO 8601 format', argument, '');
  const until = Instant.ofDate(date);
  if (until.isAfter(state.now())) return until;
  throw invalidArgument('The retain until date must be in the future!', argument, until.toString());
}

function askedHold(status: string | undefined): Pick<Lock, 'legalHold'> {
  if (status === undefined) return {};
  if (status === 'ON' || status === 'OFF') return { legalHold: status === 'ON' };
  throw invalidArgument("Legal Hold must be either of 'ON' or 'OFF'", header.hold, status);
}
