/** GetSecretValue and BatchGetSecretValue: https://docs.aws.amazon.com/secretsmanager/latest/userguide/retrieving-secrets.html */
import type {
  APIErrorType,
  BatchGetSecretValueRequest,
  BatchGetSecretValueResponse,
  GetSecretValueRequest,
  GetSecretValueResponse,
} from '@aws-sdk/client-secrets-manager';
import { AwsError } from '../../aws-error';
import { pageOf } from '../../next-token';
import { type Call, operation, type Handler } from '../../service';
import { whereOf } from '../../whereabouts';
import { requireOnSecret } from '../authorize';
import { checkOpens } from '../encryption';
import { invalidParameter, invalidRequest, checkNotLeaving, noValue } from '../refusals';
import { current, labelled, type Secret, type Version } from '../secret';
import type { Secrets } from '../secrets';
import { dayOf } from './day-of';
import { isWanted } from './filters';
import { pageSize } from './members';
import { invalidToken } from './list-secrets';

export function getSecretValue(secrets: Secrets): Handler {
  return operation<GetSecretValueRequest, GetSecretValueResponse>(async (input, call) => read(secrets, secrets.require(call, input.SecretId), input, call));
}

/** What cannot be read is among the errors, and the rest is answered. */
export function batchGetSecretValue(secrets: Secrets): Handler {
  return operation<BatchGetSecretValueRequest, BatchGetSecretValueResponse>(async (input, call) => {
    const { SecretIdList: ids, Filters: filters } = input;
    if ((ids === undefined) === (filters === undefined)) throw invalidParameter("Either 'SecretIdList' or 'Filters' must be provided, but not both.");
    if (ids && input.MaxResults !== undefined) throw invalidParameter("'SecretIdList' can't be used together with 'MaxResults'.");
    if (ids && (ids.length < 1 || ids.length > 20)) throw invalidParameter("'SecretIdList' must name 1 to 20 secrets.");
    const wanted = ids ?? secrets.of(whereOf(call)).filter((secret) => !secret.deletion && isWanted(secret, filters ?? [])).map(({ arn }) => arn);
    const { items, token } = pageOf(wanted, { most: pageSize(input.MaxResults, 20), token: input.NextToken, refusal: invalidToken });
    const found = items.map((id) => attempt(secrets, id, call));
    return {
      SecretValues: found.flatMap((one) => ('ARN' in one ? [one] : [])),
      Errors: found.flatMap((one) => ('ErrorCode' in one ? [one] : [])),
      ...(token !== undefined && { NextToken: token }),
    };
  });
}

function attempt(secrets: Secrets, id: string, call: Call): GetSecretValueResponse | APIErrorType {
  try {
    const secret = secrets.find(whereOf(call), id);
    requireOnSecret(secrets, { action: 'secretsmanager:GetSecretValue', id, secret, input: { SecretId: id } }, call);
    return read(secrets, secrets.require(call, id), {}, call);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { SecretId: id, ErrorCode: error.code === 'AccessDenied' ? 'AccessDeniedException' : error.code, Message: error.message };
  }
}

function read(secrets: Secrets, secret: Secret, asked: Omit<GetSecretValueRequest, 'SecretId'>, { caller, now }: Call): GetSecretValueResponse {
  checkNotLeaving(secret);
  const version = versionOf(secret, asked);
  const { arn, name, versions } = secret;
  const { id, value, labels, created } = version;
  checkOpens(secrets.keys, { caller, keyId: version.keyId, arn, versionId: id });
  const accessed = dayOf(now);
  // It is on record once a day, not at each reading.
  if (version.accessed?.compare(accessed) !== 0) secrets.note(secret, { accessed, versions: versions.map((one) => (one === version ? { ...one, accessed } : one)) });
  return {
    ARN: arn,
    Name: name,
    VersionId: id,
    VersionStages: [...labels],
    CreatedDate: created.toDate(),
    ...('text' in value ? { SecretString: value.text } : { SecretBinary: Buffer.from(value.bytes, 'base64') }),
  };
}

function versionOf({ versions }: Secret, { VersionId: id, VersionStage: label }: Omit<GetSecretValueRequest, 'SecretId'>): Version {
  const version = id === undefined ? labelled(versions, label ?? current) : versions.find((one) => one.id === id);
  if (!version) throw noValue(id === undefined ? `staging label: ${label ?? current}` : `VersionId: ${id}`);
  if (label !== undefined && !version.labels.includes(label)) throw invalidRequest('You provided a VersionStage that is not associated to the provided VersionId.');
  return version;
}
