/** What CloudTrail refuses, in its words where they are known. */
import { AwsError } from '../aws-error';
import type { Trail } from './trails/trail';

function refusal(code: string, message: string, status = 400): AwsError {
  return new AwsError(`${code}Exception`, message, { status });
}

export const refusals = {
  unknownTrail: (name: string, accountId: string) => refusal('TrailNotFound', `Unknown trail: ${name} for the user: ${accountId}`),
  badName: (message: string) => refusal('InvalidTrailName', message),
  badArn: (arn: string) => refusal('CloudTrailARNInvalid', `Invalid ARN: ${arn}`),
  notHome: ({ name, region: home }: Trail, region: string) => refusal('InvalidHomeRegion', `Trail ${name} can only be changed in its home region ${home}, not in ${region}.`),
  exists: (name: string, accountId: string) => refusal('TrailAlreadyExists', `Trail ${name} already exists for customer: ${accountId}`),
  tooMany: (accountId: string, region: string) => refusal('MaximumNumberOfTrailsExceeded', `User: ${accountId} already has 5 trails in ${region}.`),
  noBucket: (bucket: string) => refusal('S3BucketDoesNotExist', `S3 bucket ${bucket} does not exist!`),
  badBucketName: (bucket: string) => refusal('InvalidS3BucketName', `Bucket name is not valid: ${bucket}`),
  bucketPolicy: (bucket: string) => refusal('InsufficientS3BucketPolicy', `Incorrect S3 bucket policy is detected for bucket: ${bucket}`),
  badPrefix: () => refusal('InvalidS3Prefix', 'The S3 prefix is longer than 200 characters or contains characters that are not allowed.'),
  topicPolicy: () => refusal('InsufficientSnsTopicPolicy', 'SNS Topic does not exist or the topic policy is incorrect!'),
  combination: (message: string) => refusal('InvalidParameterCombination', message),
  selectors: (message: string) => refusal('InvalidEventSelectors', message),
  noOrganization: () => refusal('OrganizationsNotInUse', 'The account does not belong to an organization.'),
  noResource: (arn: string) => refusal('ResourceNotFound', `The specified resource ${arn} cannot be found.`),
  tag: (message: string) => refusal('InvalidTagParameter', message),
  tooManyTags: () => refusal('TagsLimitExceeded', 'The number of tags for the resource has exceeded its limit of 50.'),
  timeRange: () => refusal('InvalidTimeRange', 'Start time must be before end time.'),
  mostResults: () => refusal('InvalidMaxResults', 'MaxResults must be between 1 and 50.'),
  nextToken: () => refusal('InvalidNextToken', 'The token is not valid, or was returned for a request with other parameters.'),
  lookupAttributes: (message: string) => refusal('InvalidLookupAttributes', message),
  notServed: (what: string) => new AwsError('NotImplemented', `The stand-in does not serve ${what}.`, { status: 501 }),
} as const;
