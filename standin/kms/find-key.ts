/** The key that somebody means: by id, by ARN, by alias or by the alias's ARN. */
import type { Instant } from '../../time/instant';
import { notFound } from './errors';
import { aliasArn, arnOf, type Key } from './key';
import type { KeyStore } from './key-store';
import { makeManagedKey, managedService } from './managed-keys';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const multiRegion = /^mrk-[0-9a-f]{32}$/;

/** Whose words they are: an id or alias without an account is one of the caller's own. */
export interface Speaker {
  region: string;
  accountId: string;
  now: Instant;
}

/** Throws `NotFoundException`. The key of a service is made when it is first asked for. */
export function findKey(store: KeyStore, speaker: Speaker, keyId: string): Key {
  const { region, accountId, name } = partsOf(keyId, speaker);
  if (name.startsWith('alias/')) return keyOfAlias(store, { region, accountId, now: speaker.now }, name);
  const id = name.startsWith('key/') ? name.slice('key/'.length) : name;
  if (!uuid.test(id) && !multiRegion.test(id)) throw notFound(`Invalid keyId '${id}'`);
  const key = store.key(region, accountId, id);
  if (key) return key;
  throw notFound(`Key '${arnOf({ region, accountId, id })}' does not exist`);
}

function partsOf(keyId: string, speaker: Speaker): { region: string; accountId: string; name: string } {
  if (!keyId.startsWith('arn:')) return { ...speaker, name: keyId };
  const [, , service, region = '', accountId = '', ...rest] = keyId.split(':');
  const name = rest.join(':');
  if (service !== 'kms' || !/^(key|alias)\//.test(name)) throw notFound(`Invalid arn ${keyId}`);
  // A key serves its own region alone, and an ARN of another one is told so.
  if (region !== speaker.region) throw notFound(`Invalid arn ${region}`);
  return { region, accountId, name };
}

function keyOfAlias(store: KeyStore, { region, accountId, now }: Speaker, name: string): Key {
  const alias = store.alias(region, accountId, name);
  const key = alias && store.key(region, accountId, alias.keyId);
  if (key) return key;
  const service = managedService(name);
  if (service !== undefined && accountId !== '') return makeManagedKey(store, { region, accountId }, service, now);
  throw notFound(`Alias ${aliasArn({ region, accountId, name })} is not found.`);
}
