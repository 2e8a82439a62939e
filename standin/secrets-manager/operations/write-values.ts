/** PutSecretValue and UpdateSecret. */
import type { PutSecretValueRequest, PutSecretValueResponse, UpdateSecretRequest, UpdateSecretResponse } from '@aws-sdk/client-secrets-manager';
import { AwsError } from '../../aws-error';
import { type Call, operation, type Handler } from '../../service';
import { checkOpens, checkSeals } from '../encryption';
import { checkNotLeaving, checkPrimary, invalidParameter, notServed } from '../refusals';
import { current, type Secret, type SecretValue, type Version } from '../secret';
import type { Secrets } from '../secrets';
import { sameValue, valueOf, withVersion } from '../versions';
import { checkDescription, checkedToken, checkLabel } from './members';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html */
export function putSecretValue(secrets: Secrets): Handler {
  return operation<PutSecretValueRequest, PutSecretValueResponse>(async (input, call) => {
    if (input.RotationToken !== undefined) throw notServed('rotation by another account (RotationToken)');
    const [value, id, labels] = [valueOf(input), checkedToken(input.ClientRequestToken), input.VersionStages ?? [current]];
    if (!value) throw invalidParameter('You must provide either SecretString or SecretBinary.');
    labels.forEach(checkLabel);
    const secret = writable(secrets, call, input.SecretId);
    const there = secret.versions.find((version) => version.id === id);
    // The same request again does nothing; a version is never another one.
    if (there && !sameValue(there.value, value)) throw versionExists();
    const after = there ? secret : secrets.change(secret, { versions: versionsWith(secrets, secret, { id, value, labels }, call) });
    return { ARN: secret.arn, Name: secret.name, VersionId: id, VersionStages: [...(after.versions.find((version) => version.id === id)?.labels ?? [])] };
  });
}

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UpdateSecret.html */
export function updateSecret(secrets: Secrets): Handler {
  return operation<UpdateSecretRequest, UpdateSecretResponse>(async (input, call) => {
    if (input.Type !== undefined) throw notServed('secrets of other services (Type)');
    checkDescription(input.Description);
    const value = valueOf(input);
    const id = checkedToken(input.ClientRequestToken);
    const secret = writable(secrets, call, input.SecretId);
    if (value && secret.versions.some((version) => version.id === id)) throw versionExists();
    const rekeyed = input.KmsKeyId === undefined ? secret : withKey(secrets, secret, input.KmsKeyId, call);
    const { description, keyId, versions } = { ...rekeyed, ...(input.Description !== undefined && { description: input.Description }) };
    secrets.change(secret, { description, keyId, versions: value ? versionsWith(secrets, rekeyed, { id, value, labels: [current] }, call) : versions });
    return { ARN: secret.arn, Name: secret.name, ...(value && { VersionId: id }) };
  });
}

function writable(secrets: Secrets, call: Call, id: string | undefined): Secret {
  const secret = secrets.require(call, id);
  checkPrimary(secret);
  checkNotLeaving(secret);
  return secret;
}

function versionsWith(secrets: Secrets, secret: Secret, added: { id: string; value: SecretValue; labels: readonly string[] }, { caller, now }: Call): Version[] {
  const { arn, keyId } = secret;
  const { id, value, labels } = added;
  checkSeals(secrets.keys, { caller, keyId, arn, versionId: id });
  return withVersion(secret.versions, { id, value, created: now, ...(keyId !== undefined && { keyId }) }, labels, now);
}

/** Versions with a label are encrypted anew; the others stay with the key that they had. */
function withKey(secrets: Secrets, secret: Secret, wanted: string, { caller }: Call): Secret {
  const { arn } = secret;
  // An empty name is how a secret goes back to the key of the service.
  const keyId = wanted === '' ? undefined : wanted;
  checkSeals(secrets.keys, { caller, keyId, arn });
  const versions = secret.versions.map(({ keyId: had, ...version }): Version => {
    if (version.labels.length === 0) return { ...version, ...(had !== undefined && { keyId: had }) };
    checkOpens(secrets.keys, { caller, keyId: had, arn, versionId: version.id });
    return { ...version, ...(keyId !== undefined && { keyId }) };
  });
  return { ...secret, keyId, versions };
}

function versionExists(): AwsError {
  return new AwsError('ResourceExistsException', "You can't modify an existing version, you can only create a new version.");
}
