/** How Route 53 says no. Codes and statuses: https://docs.aws.amazon.com/Route53/latest/APIReference/API_Operations_Amazon_Route_53.html */
import { AwsError } from '../aws-error';

export const refusals = {
  noSuchZone: (id: string) => new AwsError('NoSuchHostedZone', `No hosted zone found with ID: ${id}`, { status: 404 }),
  noSuchChange: (id: string) => new AwsError('NoSuchChange', `Could not find resource with ID: ${id}`, { status: 404 }),
  noSuchHealthCheck: (id: string) => new AwsError('NoSuchHealthCheck', `No health check exists with the specified ID ${id}`, { status: 404 }),
  noSuchDelegationSet: () => new AwsError('NoSuchDelegationSet', 'A reusable delegation set with the specified ID does not exist.'),
  notYours: (arn: string) => new AwsError('AccessDenied', `User: ${arn} is not authorized to access this resource`, { status: 403 }),
  exists: () => new AwsError('HostedZoneAlreadyExists', 'A hosted zone has already been created with the specified caller reference.', { status: 409 }),
  notEmpty: () => new AwsError('HostedZoneNotEmpty', 'The specified hosted zone contains non-required resource record sets and so cannot be deleted.'),
  conflict: (vpc: string, region: string, zone: string) =>
    new AwsError('ConflictingDomainExists', `The VPC ${vpc} in region ${region} has already been associated with the hosted zone ${zone} with the same domain name.`),
  vpc: () => new AwsError('InvalidVPCId', 'The VPC ID that you specified either isn\'t a valid ID or the current account is not authorized to access this VPC.'),
  domainName: (problem: string) => new AwsError('InvalidDomainName', problem),
  input: (message: string) => new AwsError('InvalidInput', message),
  batch: (problems: readonly string[]) => new AwsError('InvalidChangeBatch', `[${problems.join(', ')}]`),
  notServed: (what: string) => new AwsError('NotImplemented', `The stand-in does not serve Route 53 ${what}.`, { status: 501 }),
} as const;
