/** Copies in other regions: https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html */
import type {
  RemoveRegionsFromReplicationRequest,
  RemoveRegionsFromReplicationResponse,
  ReplicaRegionType,
  ReplicateSecretToRegionsRequest,
  ReplicateSecretToRegionsResponse,
  ReplicationStatusType,
  StopReplicationToReplicaRequest,
  StopReplicationToReplicaResponse,
} from '@aws-sdk/client-secrets-manager';
import { operation, type Handler } from '../../service';
import { regions } from '../../world';
import { arrivalOf } from '../replicas';
import { checkNotLeaving, checkPrimary, invalidParameter, invalidRequest } from '../refusals';
import { arnIn, type Replication, resourceOf, type Secret } from '../secret';
import type { Secrets } from '../secrets';

interface Asked {
  AddReplicaRegions?: ReplicaRegionType[];
  ForceOverwriteReplicaSecret?: boolean;
}

/** The replications of a secret with those that are asked for. Throws InvalidParameterException. */
export function replicationsAsked({ world }: Secrets, asked: Asked, { arn, region: own, replications }: Pick<Secret, 'arn' | 'region' | 'replications'>): Replication[] {
  const added = (asked.AddReplicaRegions ?? []).map(({ Region: region = '', KmsKeyId: keyId }): Replication => {
    if (!Object.hasOwn(regions, region) || region === own) throw invalidParameter('Invalid replica region.');
    if (replications.some((one) => one.region === region && one.status !== 'Failed')) throw invalidParameter(`The secret is already replicated to ${region}.`);
    return { region, status: 'InProgress', due: arrivalOf(world, arn, region), force: asked.ForceOverwriteReplicaSecret === true, ...(keyId !== undefined && { keyId }) };
  });
  if (new Set(added.map(({ region }) => region)).size < added.length) throw invalidParameter('Invalid replica region.');
  return [...replications.filter(({ region }) => !added.some((one) => one.region === region)), ...added];
}

export function statusOf({ region, keyId, status, message }: Replication): ReplicationStatusType {
  return { Region: region, KmsKeyId: keyId ?? 'alias/aws/secretsmanager', Status: status, ...(message !== undefined && { StatusMessage: message }) };
}

export function replicateSecretToRegions(secrets: Secrets): Handler {
  return operation<ReplicateSecretToRegionsRequest, ReplicateSecretToRegionsResponse>(async (input, call) => {
    const secret = primary(secrets.require(call, input.SecretId));
    const { arn, replications } = secrets.note(secret, { replications: replicationsAsked(secrets, input, secret) });
    return { ARN: arn, ReplicationStatus: replications.map(statusOf) };
  });
}

/** The copies there end with it. */
export function removeRegionsFromReplication(secrets: Secrets): Handler {
  return operation<RemoveRegionsFromReplicationRequest, RemoveRegionsFromReplicationResponse>(async ({ SecretId: id, RemoveReplicaRegions: removed = [] }, call) => {
    const secret = primary(secrets.require(call, id));
    if (!removed.every((region) => secret.replications.some((one) => one.region === region))) throw invalidParameter('Invalid replica region.');
    const replications = secrets.world.journal.together(() => {
      for (const region of removed) {
        const copy = secrets.byArn(arnIn({ ...secret, region }, resourceOf(secret.arn)));
        if (copy?.copyOf === secret.region) secrets.delete(copy);
      }
      return secrets.note(secret, { replications: secret.replications.filter(({ region }) => !removed.includes(region)) }).replications;
    });
    return { ARN: secret.arn, ReplicationStatus: replications.map(statusOf) };
  });
}

/** Makes a copy a secret of its own; its primary may be lost by then, and hears of it when it is back. */
export function stopReplicationToReplica(secrets: Secrets): Handler {
  return operation<StopReplicationToReplicaRequest, StopReplicationToReplicaResponse>(async (input, call) => {
    const copy = secrets.require(call, input.SecretId);
    const { arn, accountId, region, copyOf } = copy;
    if (copyOf === undefined) throw invalidRequest("You can't perform this operation on a secret that isn't a replica.");
    secrets.world.journal.together(() => {
      const from = secrets.byArn(arnIn({ accountId, region: copyOf }, resourceOf(arn)));
      if (from) secrets.note(from, { replications: from.replications.filter((one) => one.region !== region) });
      secrets.change(copy, { copyOf: undefined });
    });
    return { ARN: arn };
  });
}

function primary(secret: Secret): Secret {
  checkPrimary(secret);
  checkNotLeaving(secret);
  return secret;
}
