/** What lifecycle rules want done with the versions of one key, at one midnight. */
import type { BucketVersioningStatus, TransitionDefaultMinimumObjectSize, TransitionStorageClass } from '@aws-sdk/client-s3';
import type { Instant } from '../../../time/instant';
import type { KeyHistory } from '../keys/key-history';
import type { DeleteMarker, ObjectVersion, Version } from '../keys/version';
import { isLocked } from '../lock/is-locked';
import { dueAt, isFor, type CompiledRule, type When } from './compiled-rules';
import { canGo, depthOf } from './waterfall';

/** What an evaluation goes by. */
export interface Evaluation {
  rules: readonly CompiledRule[];
  versioning: BucketVersioningStatus | undefined;
  minimumSize: TransitionDefaultMinimumObjectSize;
  midnight: Instant;
}

/** A version to be removed for good, put into another class, or hidden behind a delete marker. */
export type Due = { history: KeyHistory } & (
  { act: 'remove'; version: Version } | { act: 'move'; version: ObjectVersion; to: TransitionStorageClass } | { act: 'hide'; version: ObjectVersion }
);

/** Objects below 128 KiB cost more to move than they save. */
const smallBytes = 128 * 1024;

/** Adds to `into` what is due. Each version is judged as it is when the evaluation begins. */
export function collectDue(history: KeyHistory, evaluation: Evaluation, into: Due[]): void {
  const { current, length } = history;
  if (!current) return;
  if (current.kind === 'object') addCurrent(history, current, evaluation, into);
  else if (length === 1) addExpiredMarker(history, current, evaluation, into);
  if (length > 1) addNoncurrent(history, evaluation, into);
}

function addCurrent(history: KeyHistory, version: ObjectVersion, evaluation: Evaluation, into: Due[]): void {
  if (isWaiting(version)) return;
  const created = version.modified.epochMilliseconds;
  let expires = false;
  let to: TransitionStorageClass | undefined;
  for (const rule of evaluation.rules) {
    if ((!rule.expiration && !rule.transitions.length) || !isFor(rule, history.key, version)) continue;
    expires ||= rule.expiration !== undefined && isDue(rule.expiration, created, evaluation);
    for (const transition of rule.transitions) {
      if (isDue(transition.when, created, evaluation)) to = cheaper(to, transition.to, version, rule, evaluation);
    }
  }
  // Permanent deletion comes before a transition, and a transition before a delete marker:
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-conflicts.html
  if (expires && evaluation.versioning === undefined) into.push({ history, act: 'remove', version });
  else if (to) into.push({ history, act: 'move', version, to });
  else if (expires) into.push({ history, act: 'hide', version });
}

/** A delete marker that hides nothing is removed by a rule for that, and by one that expires objects when it is as old. */
function addExpiredMarker(history: KeyHistory, version: DeleteMarker, evaluation: Evaluation, into: Due[]): void {
  if (isWaiting(version)) return;
  for (const rule of evaluation.rules) {
    const { expiration, removesExpiredMarkers } = rule;
    const wanted = removesExpiredMarkers || (expiration && isDue(expiration, version.modified.epochMilliseconds, evaluation));
    if (wanted && isFor(rule, history.key, version)) return void into.push({ history, act: 'remove', version });
  }
}

/** A version is noncurrent since the next newer one came. */
function addNoncurrent(history: KeyHistory, evaluation: Evaluation, into: Due[]): void {
  let successor: Version | undefined;
  let newer = -1;
  for (const version of history.newestFirst()) {
    if (successor && !isWaiting(version)) {
      addOneNoncurrent({ history, version, since: successor.modified.epochMilliseconds, newer }, evaluation, into);
    }
    successor = version;
    newer += 1;
  }
}

interface Noncurrent {
  history: KeyHistory;
  version: Version;
  since: number;
  /** How many noncurrent versions are newer. */
  newer: number;
}

function addOneNoncurrent({ history, version, since, newer }: Noncurrent, evaluation: Evaluation, into: Due[]): void {
  let to: TransitionStorageClass | undefined;
  for (const rule of evaluation.rules) {
    const { noncurrentExpiration: gone, noncurrentTransitions: moved } = rule;
    if ((!gone && !moved.length) || !isFor(rule, history.key, version)) continue;
    if (gone && newer >= gone.newer && isDue(gone.when, since, evaluation) && !isLocked(version, evaluation.midnight)) {
      return void into.push({ history, act: 'remove', version });
    }
    if (version.kind === 'marker') continue;
    for (const transition of moved) {
      if (newer >= transition.newer && isDue(transition.when, since, evaluation)) to = cheaper(to, transition.to, version, rule, evaluation);
    }
  }
  if (to && version.kind === 'object') into.push({ history, act: 'move', version, to });
}

/** Of two classes that an object is to go to, the cheaper one that it can go to. */
function cheaper(
  chosen: TransitionStorageClass | undefined,
  to: TransitionStorageClass,
  version: ObjectVersion,
  rule: CompiledRule,
  { minimumSize }: Evaluation,
): TransitionStorageClass | undefined {
  const varies = minimumSize === 'varies_by_storage_class' && (to === 'GLACIER' || to === 'DEEP_ARCHIVE');
  const isLargeEnough = version.size >= smallBytes || rule.isSized || varies;
  if (!isLargeEnough || !canGo(version.storageClass, to)) return chosen;
  return chosen !== undefined && depthOf(chosen) > depthOf(to) ? chosen : to;
}

/** Lifecycle leaves alone what has not arrived where it is replicated to: https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-and-other-bucket-config.html */
function isWaiting({ replication }: Version): boolean {
  return replication?.status === 'PENDING' || replication?.status === 'FAILED';
}

function isDue(when: When, from: number, { midnight }: Evaluation): boolean {
  return dueAt(when, from) <= midnight.epochMilliseconds;
}
