/** How EC2 says no. Codes: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
import { AwsError } from '../aws-error';

export const refusals = {
  dryRun: () => new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', { status: 412 }),
  missing: (parameter: string) => new AwsError('MissingParameter', `The request must contain the parameter ${parameter}`),
  invalidType: (names: string) => new AwsError('InvalidInstanceType', `The following supplied instance types do not exist: [${names}]`),
  value: (message: string) => new AwsError('InvalidParameterValue', message),
  combination: (message: string) => new AwsError('InvalidParameterCombination', message),
  notServed: (member: string) => new AwsError('UnsupportedOperation', `${member} is not served by this stand-in, and is refused rather than ignored.`),
  malformed: (code: string, id: string, prefix: string) => new AwsError(`${code}.Malformed`, `Invalid id: "${id}" (expecting "${prefix}-...")`),
  notFound: (code: string, message: string) => new AwsError(`${code}.NotFound`, message),
  range: (code: 'InvalidVpc' | 'InvalidSubnet', cidr: string) => new AwsError(`${code}.Range`, `The CIDR '${cidr}' is invalid.`),
  conflict: (cidr: string) => new AwsError('InvalidSubnet.Conflict', `The CIDR '${cidr}' conflicts with another subnet`),
  dependency: (message: string) => new AwsError('DependencyViolation', message),
  limit: (code: string, message: string) => new AwsError(code, message),
} as const;
