/** What a general purpose bucket may be called: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
import { AwsError } from '../../aws-error';

const shape = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
/** Between two periods stands a label, and labels neither begin nor end with a hyphen, as AWS's SDK for Java and its CDK check before S3 does. */
const betweenLabels = /\.\.|\.-|-\./;
const reservedPrefixes = ['xn--', 'sthree-', 'amzn-s3-demo-'];
const reservedSuffixes = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'];

export function isBucketName(name: string): boolean {
  return (
    shape.test(name) &&
    !betweenLabels.test(name) &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
    !reservedPrefixes.some((prefix) => name.startsWith(prefix)) &&
    !reservedSuffixes.some((suffix) => name.endsWith(suffix))
  );
}

export function invalidBucketName(name: string): AwsError {
  return new AwsError('InvalidBucketName', 'The specified bucket is not valid.', { fields: { BucketName: name } });
}
