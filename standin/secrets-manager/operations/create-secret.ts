/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
import type { CreateSecretRequest, CreateSecretResponse } from '@aws-sdk/client-secrets-manager';
import { AwsError } from '../../aws-error';
import { type Call, operation, type Handler } from '../../service';
import { whereOf } from '../../whereabouts';
import { checkSeals } from '../encryption';
import { invalidRequest, notServed, secretExists } from '../refusals';
import { current, labelled, type Secret } from '../secret';
import type { Secrets } from '../secrets';
import { sameValue, valueOf, withVersion } from '../versions';
import { checkDescription, checkedToken } from './members';
import { replicationsAsked, statusOf } from './replication';
import { checkedTags } from './tags';

export function createSecret(secrets: Secrets): Handler {
  return operation<CreateSecretRequest, CreateSecretResponse>(async (input, call) => {
    const { Name: name = '' } = input;
    if (!/^[\w/+=.@!-]{1,512}$/.test(name)) {
      throw new AwsError('ValidationException', 'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!');
    }
    if (input.Type !== undefined) throw notServed('secrets of other services (Type)');
    checkDescription(input.Description);
    const there = secrets.find(whereOf(call), name);
    if (there) return alreadyThere(there, input);
    const secret = secrets.add(made(secrets, input, call));
    return answerOf(secret);
  });
}

function made(secrets: Secrets, input: CreateSecretRequest, call: Call): Secret {
  const { Name: name = '', Description: description, KmsKeyId: keyId } = input;
  const where = whereOf(call);
  const arn = secrets.nextArn(where, name);
  const id = checkedToken(input.ClientRequestToken);
  const value = valueOf(input);
  const tags = checkedTags(input.Tags ?? []);
  const replications = replicationsAsked(secrets, input, { arn, region: where.region, replications: [] });
  checkSeals(secrets.keys, { caller: call.caller, keyId, arn, versionId: id });
  const key = keyId !== undefined && { keyId };
  return {
    ...where,
    arn,
    name,
    created: call.now,
    changed: call.now,
    tags,
    replications,
    versions: value ? withVersion([], { id, created: call.now, value, ...key }, [current], call.now) : [],
    ...(description !== undefined && { description }),
    ...key,
  };
}

/** The same request again is answered again. */
function alreadyThere(secret: Secret, input: CreateSecretRequest): CreateSecretResponse {
  if (secret.deletion) throw invalidRequest("You can't create this secret because a secret with this name is already scheduled for deletion.");
  const [value, version] = [valueOf(input), secret.versions.find(({ id }) => id === input.ClientRequestToken)];
  if (!version || !value || !sameValue(version.value, value)) throw secretExists(secret.name);
  return answerOf(secret);
}

function answerOf({ arn, name, versions, replications }: Secret): CreateSecretResponse {
  const version = labelled(versions, current);
  return { ARN: arn, Name: name, ...(version && { VersionId: version.id }), ...(replications.length > 0 && { ReplicationStatus: replications.map(statusOf) }) };
}
