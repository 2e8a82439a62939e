/** What a rule does and when, as S3 lets it be said. */
import type { LifecycleExpiration, LifecycleRule } from '@aws-sdk/client-s3';
import { invalidRequest, malformedXml } from '../../errors';
import { nameOf, predicatesOf } from './checked-filter';
import { checkTransitions, noncurrentSteps, stepsOf, type Step } from './checked-transitions';
import { checkMidnight, invalid, wholeNumber } from './refusals';

/** As many noncurrent versions can be kept: https://docs.aws.amazon.com/AmazonS3/latest/API/API_NoncurrentVersionExpiration.html */
const mostNewer = 100;

/** Throws `MalformedXML`, `InvalidArgument` and `InvalidRequest`. */
export function checkActions(rule: LifecycleRule): void {
  const { Expiration: expiration, Transitions: transitions = [], AbortIncompleteMultipartUpload: abort } = rule;
  const { NoncurrentVersionExpiration: gone, NoncurrentVersionTransitions: moved = [] } = rule;
  if (!expiration && !transitions.length && !gone && !moved.length && !abort) throw invalidRequest('At least one action needs to be specified in a rule');
  if (expiration) checkExpiration(rule, expiration);
  if (abort) {
    checkUnfiltered(rule, 'AbortIncompleteMultipartUpload');
    checkPositive('DaysAfterInitiation', 'AbortIncompleteMultipartUpload', abort.DaysAfterInitiation);
  }
  checkTransitions(rule, 'Transition', stepsOf(transitions));
  checkTransitions(rule, 'NoncurrentVersionTransition', noncurrentSteps(moved));
  if (expiration) checkOrder(rule, expiration, stepsOf(transitions));
  if (gone) {
    checkPositive('NoncurrentDays', 'NoncurrentVersionExpiration', gone.NoncurrentDays);
    checkNewer('NoncurrentVersionExpiration', gone.NewerNoncurrentVersions);
    checkNoncurrentOrder(rule, gone.NoncurrentDays ?? 0, noncurrentSteps(moved));
  }
  for (const { NewerNoncurrentVersions: newer } of moved) checkNewer('NoncurrentVersionTransition', newer);
}

function checkExpiration(rule: LifecycleRule, { Days: days, Date: date, ExpiredObjectDeleteMarker: marker }: LifecycleExpiration): void {
  if ([days, date, marker].filter((one) => one !== undefined).length !== 1) throw malformedXml();
  if (marker !== undefined) checkUnfiltered(rule, 'ExpiredObjectDeleteMarker');
  else if (date) checkMidnight(date);
  else checkPositive('Days', 'Expiration', days);
}

/** Delete markers and parts have no tags and no size of their own. */
function checkUnfiltered(rule: LifecycleRule, action: string): void {
  const { Tags: tags, ObjectSizeGreaterThan: larger, ObjectSizeLessThan: smaller } = predicatesOf(rule);
  if (tags.length) throw invalidRequest(`${action} cannot be specified with Tags.`);
  if (larger !== undefined || smaller !== undefined) throw invalidRequest(`${action} cannot be specified with Object Size.`);
}

function checkPositive(unit: string, action: string, count: number | undefined): void {
  if (wholeNumber(count) < 1) throw invalid(`'${unit}' for ${action} action must be a positive integer`);
}

function checkNewer(action: string, count: number | undefined): void {
  if (count === undefined) return;
  checkPositive('NewerNoncurrentVersions', action, count);
  if (count > mostNewer) throw invalid(`'NewerNoncurrentVersions' for ${action} action must be less than or equal to ${mostNewer}`);
}

/** An object expires after its last transition, and both by days or both by dates. */
function checkOrder(rule: LifecycleRule, { Days: days, Date: date }: LifecycleExpiration, steps: readonly Step[]): void {
  for (const step of steps) {
    if ((days !== undefined && step.date !== undefined) || (date !== undefined && step.days !== undefined)) {
      throw invalidRequest(`Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule for ${nameOf(rule)}`);
    }
    if (days !== undefined && step.days !== undefined && days <= step.days) {
      throw invalid(`'Days' in the Expiration action for ${nameOf(rule)} must be greater than 'Days' in the Transition action`);
    }
    if (date !== undefined && step.date !== undefined && date.getTime() <= step.date.getTime()) {
      throw invalid(`'Date' in the Expiration action for ${nameOf(rule)} must be later than 'Date' in the Transition action`);
    }
  }
}

function checkNoncurrentOrder(rule: LifecycleRule, days: number, steps: readonly Step[]): void {
  if (steps.every((step) => days > (step.days ?? 0))) return;
  const than = "must be greater than 'NoncurrentDays' in the NoncurrentVersionTransition action";
  throw invalid(`'NoncurrentDays' in the NoncurrentVersionExpiration action for ${nameOf(rule)} ${than}`);
}
