/** Which secrets a list is asked for: https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_search-secret.html */
import type { Filter } from '@aws-sdk/client-secrets-manager';
import { invalidParameter } from '../refusals';
import { primaryRegionOf, type Secret } from '../secret';

/** Filters are joined by AND, the values of one by OR; a value with `!` before it stands for all but that. */
export function isWanted(secret: Secret, filters: readonly Filter[]): boolean {
  if (filters.length > 10) throw invalidParameter('At most 10 filters can be given.');
  return filters.every(({ Key: key = '', Values: values = [] }) => {
    const matches = Object.hasOwn(matchers, key) ? matchers[key] : undefined;
    if (!matches) throw invalidParameter(`The filter key ${key} isn't valid.`);
    return values.some((value) => (value.startsWith('!') ? !matches(secret, value.slice(1)) : matches(secret, value)));
  });
}

type Matcher = (secret: Secret, value: string) => boolean;

const matchers: Readonly<Record<string, Matcher>> = {
  name: ({ name }, value) => name.startsWith(value),
  description: ({ description = '' }, value) => hasWord([description], value),
  'tag-key': ({ tags }, value) => Object.keys(tags).some((key) => key.startsWith(value)),
  'tag-value': ({ tags }, value) => Object.values(tags).some((one) => one.startsWith(value)),
  'primary-region': (secret, value) => primaryRegionOf(secret)?.startsWith(value) ?? false,
  // Nobody owns a secret here but the account it is in.
  'owning-service': () => false,
  all: (secret, value) => {
    const texts = [secret.name, secret.description ?? '', primaryRegionOf(secret) ?? '', ...Object.keys(secret.tags), ...Object.values(secret.tags)];
    return wordsOf(value).every((word) => hasWord(texts, word));
  },
};

/** Whether a word of the texts begins so, in whatever case. */
function hasWord(texts: readonly string[], beginning: string): boolean {
  const wanted = beginning.toLowerCase();
  return texts.some((text) => text.toLowerCase().startsWith(wanted) || wordsOf(text).some((word) => word.toLowerCase().startsWith(wanted)));
}

function wordsOf(text: string): string[] {
  return text.split(/[\s/_+=.@!:-]+/).filter((word) => word !== '');
}
