/** DeleteSecret and RestoreSecret: https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html */
import type { DeleteSecretRequest, DeleteSecretResponse, RestoreSecretRequest, RestoreSecretResponse } from '@aws-sdk/client-secrets-manager';
import { Duration } from '../../../time/duration';
import { operation, type Handler } from '../../service';
import { whereOf } from '../../whereabouts';
import { checkNotLeaving, checkPrimary, invalidParameter, noSecret } from '../refusals';
import { resourceOf } from '../secret';
import type { Secrets } from '../secrets';
import { checkWindow } from './members';

/** A forced deletion also ends one that waits, and has nothing against a secret that is not there. */
export function deleteSecret(secrets: Secrets): Handler {
  return operation<DeleteSecretRequest, DeleteSecretResponse>(async (input, call) => {
    const { SecretId: id = '', RecoveryWindowInDays: days, ForceDeleteWithoutRecovery: force = false } = input;
    checkWindow(days, force);
    const where = whereOf(call);
    const secret = secrets.find(where, id);
    if (!secret && !force) throw noSecret();
    if (!secret) {
      const isArn = id.startsWith('arn:');
      return { ARN: isArn ? id : secrets.nextArn(where, id), Name: isArn ? resourceOf(id) : id, DeletionDate: call.now.toDate() };
    }
    const { arn, name, replications } = secret;
    checkPrimary(secret);
    if (!force) checkNotLeaving(secret);
    if (replications.length > 0) throw invalidParameter(`You can't delete secret ${arn} that still has replica regions [${replications.map(({ region }) => region).join(', ')}]`);
    const at = force ? call.now : call.now.plus(Duration.days(days ?? 30));
    if (force) secrets.delete(secret);
    else secrets.change(secret, { deletion: { asked: call.now, at } });
    return { ARN: arn, Name: name, DeletionDate: at.toDate() };
  });
}

export function restoreSecret(secrets: Secrets): Handler {
  return operation<RestoreSecretRequest, RestoreSecretResponse>(async (input, call) => {
    const secret = secrets.require(call, input.SecretId);
    checkPrimary(secret);
    if (secret.deletion) secrets.change(secret, { deletion: undefined });
    return { ARN: secret.arn, Name: secret.name };
  });
}
