/** UpdateSecretVersionStage and ListSecretVersionIds: https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html#term_version */
import type {
  ListSecretVersionIdsRequest,
  ListSecretVersionIdsResponse,
  UpdateSecretVersionStageRequest,
  UpdateSecretVersionStageResponse,
} from '@aws-sdk/client-secrets-manager';
import { pageOf } from '../../next-token';
import { operation, type Handler } from '../../service';
import { checkNotLeaving, checkPrimary, invalidParameter, noValue } from '../refusals';
import { current, labelled, type Secret, type Version } from '../secret';
import type { Secrets } from '../secrets';
import { withLabel, withoutLabel } from '../versions';
import { invalidToken } from './list-secrets';
import { checkLabel, pageSize } from './members';

export function updateSecretVersionStage(secrets: Secrets): Handler {
  return operation<UpdateSecretVersionStageRequest, UpdateSecretVersionStageResponse>(async (input, call) => {
    const { VersionStage: label = '', MoveToVersionId: to, RemoveFromVersionId: from } = input;
    checkLabel(label);
    const secret = secrets.require(call, input.SecretId);
    checkPrimary(secret);
    checkNotLeaving(secret);
    checkMove(secret, label, { to, from });
    const { versions } = secret;
    if (to !== undefined || from !== undefined) secrets.change(secret, { versions: to === undefined ? withoutLabel(versions, label) : withLabel(versions, label, to) });
    return { ARN: secret.arn, Name: secret.name };
  });
}

/** A label moves away only from where its mover says that it is. */
function checkMove({ versions }: Secret, label: string, { to, from }: { to: string | undefined; from: string | undefined }): void {
  for (const id of [to, from]) if (id !== undefined && !versions.some((version) => version.id === id)) throw noValue(`VersionId: ${id}`);
  if (to === undefined && label === current) throw invalidParameter(`You can only move staging label ${current} to a different secret version. It can't be completely removed.`);
  const holder = labelled(versions, label);
  if (holder && from === undefined && holder.id !== to) {
    throw invalidParameter(
      `The parameter RemoveFromVersionId can't be empty. Staging label ${label} is currently attached to version ${holder.id}, so you must explicitly reference that version in RemoveFromVersionId.`,
    );
  }
  if (from !== undefined && holder?.id !== from) throw invalidParameter(`Staging label ${label} isn't currently attached to version ${from}.`);
}

export function listSecretVersionIds(secrets: Secrets): Handler {
  return operation<ListSecretVersionIdsRequest, ListSecretVersionIdsResponse>(async (input, call) => {
    const secret = secrets.require(call, input.SecretId);
    const listed = secret.versions.filter(({ labels }) => labels.length > 0 || input.IncludeDeprecated === true);
    const { items, token } = pageOf(listed, { most: pageSize(input.MaxResults, 100), token: input.NextToken, refusal: invalidToken });
    return { ARN: secret.arn, Name: secret.name, Versions: items.map(entryOf), ...(token !== undefined && { NextToken: token }) };
  });
}

function entryOf({ id, labels, created, accessed, keyId }: Version): NonNullable<ListSecretVersionIdsResponse['Versions']>[number] {
  return {
    VersionId: id,
    ...(labels.length > 0 && { VersionStages: [...labels] }),
    CreatedDate: created.toDate(),
    KmsKeyIds: [keyId ?? 'DefaultEncryptionKey'],
    ...(accessed && { LastAccessedDate: accessed.toDate() }),
  };
}
