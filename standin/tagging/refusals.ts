/** How the tagging API says no: the codes of its model. */
import { AwsError } from '../aws-error';

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}

export const refusals = {
  invalid,
  /** The wording was seen in answers of AWS's: https://github.com/boto/boto3/issues/2760 */
  notAnArn: (text: string) => invalid(`${text} is not a valid AmazonResourceName (ARN)`),
  /** The wording was seen in answers of AWS's: https://github.com/prometheus-community/yet-another-cloudwatch-exporter/issues/1150 */
  unsupported: (service: string, filter: string) => invalid(`Unsupported service=${service} in ResourceTypeFilter - ${filter}`),
  member: (name: string, value: unknown, rule: string) =>
    invalid(`1 validation error detected: Value '${JSON.stringify(value)}' at '${name}' failed to satisfy constraint: Member must ${rule}`),
  notTogether: (one: string, other: string) => invalid(`${one} and ${other} cannot be specified in the same request.`),
  badToken: () => invalid('The PaginationToken is not valid.'),
  /** Source: the GetResources reference. */
  oldToken: () => new AwsError('PaginationTokenExpiredException', 'The PaginationToken has expired. A PaginationToken is valid for a maximum of 15 minutes.'),
  notServed: (what: string) => new AwsError('NotImplemented', `The stand-in does not serve ${what}.`, { status: 501 }),
};
