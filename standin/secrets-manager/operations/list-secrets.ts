/** DescribeSecret and ListSecrets. */
import type {
  DescribeSecretRequest,
  DescribeSecretResponse,
  ListSecretsRequest,
  ListSecretsResponse,
  SecretListEntry,
} from '@aws-sdk/client-secrets-manager';
import { AwsError } from '../../aws-error';
import { pageOf } from '../../next-token';
import { operation, type Handler } from '../../service';
import { tagList } from '../../tag-record';
import { whereOf } from '../../whereabouts';
import { invalidParameter } from '../refusals';
import { primaryRegionOf, type Secret } from '../secret';
import type { Secrets } from '../secrets';
import { isWanted } from './filters';
import { pageSize } from './members';
import { statusOf } from './replication';

export function describeSecret(secrets: Secrets): Handler {
  return operation<DescribeSecretRequest, DescribeSecretResponse>(async (input, call) => {
    const secret = secrets.require(call, input.SecretId);
    const { replications } = secret;
    const stages = stagesOf(secret);
    return { ...describedOf(secret), ...(stages && { VersionIdsToStages: stages }), ...(replications.length > 0 && { ReplicationStatus: replications.map(statusOf) }) };
  });
}

export function listSecrets(secrets: Secrets): Handler {
  return operation<ListSecretsRequest, ListSecretsResponse>(async (input, call) => {
    const wanted = secrets.of(whereOf(call)).filter((secret) => (input.IncludePlannedDeletion === true || !secret.deletion) && isWanted(secret, input.Filters ?? []));
    const listed = inOrder(wanted, input);
    const { items, token } = pageOf(listed, { most: pageSize(input.MaxResults, 100), token: input.NextToken, refusal: invalidToken });
    const entries = items.map((secret): SecretListEntry => {
      const stages = stagesOf(secret);
      return { ...describedOf(secret), ...(stages && { SecretVersionsToStages: stages }) };
    });
    return { SecretList: entries, ...(token !== undefined && { NextToken: token }) };
  });
}

export function invalidToken(): AwsError {
  return new AwsError('InvalidNextTokenException', 'The NextToken value is invalid.');
}

/** What a secret is ordered by; no secret that was never read comes after one that was. */
const orders: Readonly<Record<string, (secret: Secret) => number | string>> = {
  'created-date': ({ created }) => created.epochMilliseconds,
  'last-accessed-date': ({ accessed }) => accessed?.epochMilliseconds ?? 0,
  'last-changed-date': ({ changed }) => changed.epochMilliseconds,
  name: ({ name }) => name,
};

function inOrder(secrets: readonly Secret[], { SortBy: by = 'created-date', SortOrder: order = 'asc' }: ListSecretsRequest): Secret[] {
  const value = Object.hasOwn(orders, by) ? orders[by] : undefined;
  if (!value || !['asc', 'desc'].includes(order)) throw invalidParameter('The value of SortBy or SortOrder is invalid.');
  const sign = order === 'asc' ? 1 : -1;
  return [...secrets].sort((a, b) => (value(a) < value(b) ? -sign : value(a) > value(b) ? sign : 0));
}

function describedOf(secret: Secret): DescribeSecretResponse & SecretListEntry {
  const { arn, name, description, keyId, created, changed, accessed, deletion, tags } = secret;
  const primaryRegion = primaryRegionOf(secret);
  const tagged = tagList(tags);
  return {
    ARN: arn,
    Name: name,
    CreatedDate: created.toDate(),
    LastChangedDate: changed.toDate(),
    ...(description !== undefined && { Description: description }),
    ...(keyId !== undefined && { KmsKeyId: keyId }),
    ...(accessed && { LastAccessedDate: accessed.toDate() }),
    ...(deletion && { DeletedDate: deletion.asked.toDate() }),
    ...(tagged.length > 0 && { Tags: tagged }),
    ...(primaryRegion !== undefined && { PrimaryRegion: primaryRegion }),
  };
}

/** Versions without a label are not among them. */
function stagesOf({ versions }: Secret): Record<string, string[]> | undefined {
  const stages = versions.filter(({ labels }) => labels.length > 0).map(({ id, labels }) => [id, [...labels]]);
  // Entries of a record make a record of the same kind.
  return stages.length > 0 ? (Object.fromEntries(stages) as Record<string, string[]>) : undefined;
}
