/** Who may do what with a secret. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html */
import type { RequestContext } from '../access/access';
import { readPolicy } from '../access/read-policy';
import { requestContext } from '../access/request-context';
import type { Call, Service } from '../service';
import { whereOf } from '../whereabouts';
import { arnIn, primaryRegionOf, type Secret } from './secret';
import type { Secrets } from './secrets';

/** Operations that concern no single secret. Each secret of a batch is asked about by itself. */
const general: readonly string[] = ['ListSecrets', 'GetRandomPassword', 'BatchGetSecretValue'];

interface Asked {
  Name?: string;
  SecretId?: string;
  Tags?: { Key?: string; Value?: string }[];
  TagKeys?: string[];
  AddReplicaRegions?: { Region?: string }[];
  Filters?: object[];
}

export function authorize(secrets: Secrets): NonNullable<Service['authorize']> {
  return (operation, input: Asked, call) => {
    const id = input.SecretId ?? '';
    const allow = (name: string, secret: Secret | undefined): void => requireOnSecret(secrets, { action: `secretsmanager:${name}`, id, secret, input }, call);
    if (operation === 'CreateSecret') return requireToCreate(secrets, input, call);
    const named = !general.includes(operation) && input.SecretId !== undefined;
    if (named) return allow(operation, secrets.find(whereOf(call), id));
    requireAtLarge(secrets, operation, call);
    if (operation === 'BatchGetSecretValue' && input.Filters) requireAtLarge(secrets, 'ListSecrets', call);
  };
}

interface OnSecret {
  /** `secretsmanager:GetSecretValue` */
  action: string;
  /** As the caller names it. */
  id: string;
  /** Undefined where there is none of that name. */
  secret: Secret | undefined;
  input: object;
}

/** Throws AccessDenied. */
export function requireOnSecret({ access }: Secrets, { action, id, secret, input }: OnSecret, call: Call): void {
  const context = (): RequestContext => ({ ...requestContext(call), ...ofSecret(secret), ...ofInput(input), ...(secret && { 'secretsmanager:secretid': secret.arn }) });
  const resource = secret?.arn ?? (id.startsWith('arn:') ? id : arnIn(whereOf(call), id));
  const resourcePolicy = secret && { accountId: secret.accountId, document: secret.policy === undefined ? undefined : readPolicy(secret.policy) };
  access.require({ caller: call.caller, action, resource, context, ...(resourcePolicy && { resourcePolicy }) });
}

/** Tags and copies take rights of their own. */
function requireToCreate(secrets: Secrets, input: Asked, call: Call): void {
  const actions = ['CreateSecret', ...(input.Tags?.length ? ['TagResource'] : []), ...(input.AddReplicaRegions?.length ? ['ReplicateSecretToRegions'] : [])];
  const resource = secrets.nextArn(whereOf(call), input.Name ?? '');
  const context = (): RequestContext => ({ ...requestContext(call), ...ofInput(input) });
  for (const name of actions) secrets.access.require({ caller: call.caller, action: `secretsmanager:${name}`, resource, context });
}

function requireAtLarge({ access }: Secrets, operation: string, call: Call): void {
  access.require({ caller: call.caller, action: `secretsmanager:${operation}`, resource: '*', context: () => requestContext(call) });
}

function ofSecret(secret: Secret | undefined): RequestContext {
  if (!secret) return {};
  const tags = Object.entries(secret.tags).flatMap(([key, value]) => [
    [`aws:resourcetag/${key.toLowerCase()}`, value],
    [`secretsmanager:resourcetag/${key.toLowerCase()}`, value],
  ]);
  const region = primaryRegionOf(secret);
  // Entries of texts make a record of texts.
  return { ...(Object.fromEntries(tags) as Record<string, string>), ...(region !== undefined && { 'secretsmanager:secretprimaryregion': region }) };
}

/** Members of inputs that are condition keys of the same name. */
const members = ['Name', 'Description', 'KmsKeyId', 'VersionId', 'VersionStage', 'RecoveryWindowInDays', 'ForceDeleteWithoutRecovery', 'BlockPublicPolicy', 'ForceOverwriteReplicaSecret'];

function ofInput(input: Asked): RequestContext {
  const given = new Map<string, unknown>(Object.entries(input));
  const own = members.flatMap((name) => {
    const value = given.get(name);
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [[`secretsmanager:${name.toLowerCase()}`, String(value)]] : [];
  });
  const tags = (input.Tags ?? []).map(({ Key = '', Value = '' }) => [`aws:requesttag/${Key.toLowerCase()}`, Value]);
  const tagKeys = input.TagKeys ?? (input.Tags ?? []).map(({ Key = '' }) => Key);
  const replicas = (input.AddReplicaRegions ?? []).map(({ Region = '' }) => Region);
  return {
    // Entries of texts make a record of texts.
    ...(Object.fromEntries([...own, ...tags]) as Record<string, string>),
    ...(tagKeys.length > 0 && { 'aws:tagkeys': tagKeys }),
    ...(replicas.length > 0 && { 'secretsmanager:addreplicaregions': replicas }),
  };
}
