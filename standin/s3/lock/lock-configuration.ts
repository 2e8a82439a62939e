/** PutObjectLockConfiguration and GetObjectLockConfiguration: that a bucket locks, and for how long unless told otherwise. */
import type {
  DefaultRetention,
  GetObjectLockConfigurationOutput,
  GetObjectLockConfigurationRequest,
  ObjectLockRule,
  PutObjectLockConfigurationOutput,
  PutObjectLockConfigurationRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../aws-error';
import { operation, type Handler } from '../../service';
import { invalidArgument, malformedXml, notImplemented } from '../errors';
import type { S3State } from '../state';

/** The longest default retention: 100 years, also when it is counted in days. */
const most = { Days: 36_500, Years: 100 };

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLockConfiguration.html; object lock that is on stays on. */
export function putObjectLockConfiguration(state: S3State): Handler {
  return operation<PutObjectLockConfigurationRequest, PutObjectLockConfigurationOutput>(async (input, call) => {
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    // Nothing at all is refused in other words than what says nothing.
    if (input.ObjectLockConfiguration === undefined) throw new AwsError('MissingRequestBodyError', 'Request Body is empty');
    const { ObjectLockEnabled: enabled, Rule: rule } = input.ObjectLockConfiguration;
    if (enabled !== 'Enabled') throw malformedXml();
    const checked = rule && checkedRule(rule);
    if (bucket.settings.versioning !== 'Enabled') {
      throw invalidBucketState("Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");
    }
    bucket.configure({ objectLock: checked ? { rule: checked } : {} });
    return {};
  });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLockConfiguration.html */
export function getObjectLockConfiguration(state: S3State): Handler {
  return operation<GetObjectLockConfigurationRequest, GetObjectLockConfigurationOutput>(async (input, call) => {
    const bucket = state.bucket(call, input.Bucket, input.ExpectedBucketOwner);
    const { objectLock } = bucket.settings;
    if (!objectLock) {
      const fields = { BucketName: bucket.name };
      throw new AwsError('ObjectLockConfigurationNotFoundError', 'Object Lock configuration does not exist for this bucket', { status: 404, fields });
    }
    return { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', ...(objectLock.rule && { Rule: objectLock.rule }) } };
  });
}

export function invalidBucketState(message: string): AwsError {
  return new AwsError('InvalidBucketState', message, { status: 409 });
}

function checkedRule({ DefaultRetention: retention }: ObjectLockRule): ObjectLockRule {
  if (!retention) throw malformedXml();
  if (retention.DefaultEventHold !== undefined) throw notImplemented('DefaultEventHold');
  const { Mode: mode, Days: days, Years: years } = retention;
  if (mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') throw malformedXml();
  if ((days === undefined) === (years === undefined)) throw malformedXml();
  checkPeriod('Days', retention);
  checkPeriod('Years', retention);
  return { DefaultRetention: { Mode: mode, ...(days === undefined ? { Years: years } : { Days: days }) } };
}

function checkPeriod(unit: 'Days' | 'Years', retention: DefaultRetention): void {
  const length = retention[unit];
  if (length === undefined) return;
  if (!Number.isInteger(length)) throw malformedXml();
  if (length < 1) throw invalidArgument('Default retention period must be a positive integer value.', unit, String(length));
  if (length > most[unit]) throw invalidArgument('Default retention period too large.', unit, String(length));
}
