/** What IAM refuses and how: https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
import { AwsError } from '../aws-error';

type Kind = 'user' | 'group' | 'role';

export const refusals = {
  noSuch: (kind: Kind, name: string) => new AwsError('NoSuchEntity', `The ${kind} with name ${name} cannot be found.`, { status: 404 }),
  noSuchInline: (kind: Kind, name: string) => new AwsError('NoSuchEntity', `The ${kind} policy with name ${name} cannot be found.`, { status: 404 }),
  noSuchKey: (id: string) => new AwsError('NoSuchEntity', `The Access Key with id ${id} cannot be found.`, { status: 404 }),
  noSuchPolicy: (arn: string) => new AwsError('NoSuchEntity', `Policy ${arn} does not exist or is not attachable.`, { status: 404 }),
  noSuchVersion: (arn: string, version: string) => new AwsError('NoSuchEntity', `Policy ${arn} version ${version} does not exist or is not attachable.`, { status: 404 }),
  notAttached: (arn: string) => new AwsError('NoSuchEntity', `Policy ${arn} was not found.`, { status: 404 }),
  exists: (kind: Kind, name: string) => new AwsError('EntityAlreadyExists', `${kind.charAt(0).toUpperCase()}${kind.slice(1)} with name ${name} already exists.`, { status: 409 }),
  policyExists: (name: string) => new AwsError('EntityAlreadyExists', `A policy called ${name} already exists. Duplicate names are not allowed.`, { status: 409 }),
  deleteConflict: (message: string) => new AwsError('DeleteConflict', message, { status: 409 }),
  limit: (message: string) => new AwsError('LimitExceeded', message, { status: 409 }),
  quota: (name: string, most: number) => new AwsError('LimitExceeded', `Cannot exceed quota for ${name}: ${most}`, { status: 409 }),
  malformed: (message: string) => new AwsError('MalformedPolicyDocument', message),
  invalid: (message: string) => new AwsError('InvalidInput', message),
  validation: (message: string) => new AwsError('ValidationError', message),
  constraint: (value: string | undefined, member: string, constraint: string) =>
    new AwsError('ValidationError', `1 validation error detected: Value ${value === undefined ? 'null' : `'${value}'`} at '${member}' failed to satisfy constraint: ${constraint}`),
};
