/** Which parameters a list is asked for: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html */
import type { ParameterStringFilter } from '@aws-sdk/client-ssm';
import { AwsError } from '../../aws-error';
import { isBelow, pathOf } from '../names';
import { latest, type Parameter } from '../parameter';
import { invalidMember } from '../refusals';

/** Those that search a path take other keys than those that describe. */
const keys = { path: ['Type', 'KeyId', 'Label'], describe: ['Path', 'Name', 'Type', 'KeyId', 'Tier', 'DataType'] } as const;

const values: Readonly<Record<string, readonly string[]>> = {
  Type: ['String', 'StringList', 'SecureString'],
  Tier: ['Standard', 'Advanced', 'Intelligent-Tiering'],
};

/** Throws ValidationException, InvalidFilterKey, InvalidFilterOption and InvalidFilterValue. */
export function checkFilters(filters: readonly ParameterStringFilter[], asked: keyof typeof keys): void {
  const seen = new Set<string>();
  filters.forEach((filter, index) => {
    const { Key: key = '', Option: option, Values: wanted = [] } = filter;
    if (!/^(tag:.+|Name|Type|KeyId|Path|Label|Tier|DataType)$/.test(key)) {
      throw invalidMember(`parameterFilters.${index + 1}.member.key`, key, 'satisfy regular expression pattern: tag:.+|Name|Type|KeyId|Path|Label|Tier|DataType');
    }
    const known: readonly string[] = keys[asked];
    if (!known.includes(key) && !(asked === 'describe' && key.startsWith('tag:'))) {
      throw new AwsError('InvalidFilterKey', `The following filter key is not valid: ${key}. Valid filter keys include: [${known.join(', ')}].`);
    }
    if (seen.has(key)) throw new AwsError('InvalidFilterKey', `The following filter is duplicated in the request: ${key}. A request can contain only one occurrence of a specific filter.`);
    seen.add(key);
    checkOption(key, option);
    checkValues(key, wanted);
  });
}

function checkOption(key: string, option: string | undefined): void {
  if (option === undefined) return;
  const options = key === 'Path' ? ['Recursive', 'OneLevel'] : key === 'Label' || key.startsWith('tag:') ? ['Equals'] : key === 'Name' ? ['BeginsWith', 'Contains', 'Equals'] : ['BeginsWith', 'Equals'];
  if (!options.includes(option)) throw new AwsError('InvalidFilterOption', `The following filter option is not valid: ${option}. Valid options include: [${options.join(', ')}].`);
}

function checkValues(key: string, wanted: readonly string[]): void {
  // A tag may be asked for whatever its value.
  if (wanted.length === 0 && !key.startsWith('tag:')) throw new AwsError('InvalidFilterValue', `The following filter values are missing : null for filter key ${key}.`);
  if (wanted.length > 50) throw new AwsError('InvalidFilterValue', `A filter takes at most 50 values, and ${key} has ${wanted.length}.`);
  if (key === 'Path') wanted.forEach(pathOf);
  const known = values[key];
  const unknown = known && wanted.find((value) => !known.includes(value));
  if (known && unknown !== undefined) throw new AwsError('InvalidFilterValue', `The following filter value is not valid: ${unknown}. Valid values include: [${known.join(', ')}].`);
}

/** Filters are joined by AND, the values of one by OR. */
export function isWanted(parameter: Parameter, filters: readonly ParameterStringFilter[]): boolean {
  return filters.every(({ Key: key = '', Option: option, Values: wanted = [] }) => {
    if (key === 'Path') return wanted.some((path) => isBelow(parameter.name, pathOf(path), option === 'Recursive'));
    if (key.startsWith('tag:')) return hasTag(parameter, key.slice(4), wanted);
    const own = textsOf(parameter, key);
    return wanted.some((value) => own.some((text) => matches(text, option ?? 'Equals', key === 'Name' && option !== 'Contains' ? rooted(value) : value)));
  });
}

function hasTag({ tags }: Parameter, key: string, wanted: readonly string[]): boolean {
  const value = Object.hasOwn(tags, key) ? tags[key] : undefined;
  return value !== undefined && (wanted.length === 0 || wanted.includes(value));
}

function textsOf(parameter: Parameter, key: string): readonly string[] {
  const { type, keyId, tier, labels } = latest(parameter);
  if (key === 'Name') return [rooted(parameter.name)];
  if (key === 'Label') return labels;
  if (key === 'KeyId') return keyId === undefined ? [] : [keyId];
  return [key === 'Type' ? type : key === 'Tier' ? tier : 'text'];
}

/** A name is the same to a filter with or without the slash before it. */
function rooted(name: string): string {
  return name.startsWith('/') ? name : `/${name}`;
}

function matches(text: string, option: string, value: string): boolean {
  if (option === 'BeginsWith') return text.startsWith(value);
  return option === 'Contains' ? text.includes(value) : text === value;
}
