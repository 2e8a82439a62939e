/** The stand-in's Secrets Manager: every operation it serves, by name. Secrets are not rotated: no Lambda function runs here. */
import type { Service } from '../service';
import { authorize } from './authorize';
import { createSecret } from './operations/create-secret';
import { deleteSecret, restoreSecret } from './operations/deletion';
import { describeSecret, listSecrets } from './operations/list-secrets';
import { getRandomPassword } from './operations/random-password';
import { batchGetSecretValue, getSecretValue } from './operations/read-values';
import { removeRegionsFromReplication, replicateSecretToRegions, stopReplicationToReplica } from './operations/replication';
import { deleteResourcePolicy, getResourcePolicy, putResourcePolicy, validateResourcePolicy } from './operations/resource-policies';
import { tagResource, untagResource } from './operations/tags';
import { listSecretVersionIds, updateSecretVersionStage } from './operations/version-labels';
import { putSecretValue, updateSecret } from './operations/write-values';
import type { Secrets } from './secrets';
import { taggedSecrets } from './tagged-secrets';

export function secretsManagerService(secrets: Secrets): Service {
  return {
    operations: {
      CreateSecret: createSecret(secrets),
      DescribeSecret: describeSecret(secrets),
      ListSecrets: listSecrets(secrets),
      GetSecretValue: getSecretValue(secrets),
      BatchGetSecretValue: batchGetSecretValue(secrets),
      PutSecretValue: putSecretValue(secrets),
      UpdateSecret: updateSecret(secrets),
      UpdateSecretVersionStage: updateSecretVersionStage(secrets),
      ListSecretVersionIds: listSecretVersionIds(secrets),
      DeleteSecret: deleteSecret(secrets),
      RestoreSecret: restoreSecret(secrets),
      TagResource: tagResource(secrets),
      UntagResource: untagResource(secrets),
      GetResourcePolicy: getResourcePolicy(secrets),
      PutResourcePolicy: putResourcePolicy(secrets),
      DeleteResourcePolicy: deleteResourcePolicy(secrets),
      ValidateResourcePolicy: validateResourcePolicy(secrets),
      GetRandomPassword: getRandomPassword(secrets),
      ReplicateSecretToRegions: replicateSecretToRegions(secrets),
      RemoveRegionsFromReplication: removeRegionsFromReplication(secrets),
      StopReplicationToReplica: stopReplicationToReplica(secrets),
    },
    authorize: authorize(secrets),
    tagged: taggedSecrets(secrets),
  };
}
