/** What a version of a parameter may be, by the rules of the API reference and the user guide. */
import type { PutParameterRequest } from '@aws-sdk/client-ssm';
import { AwsError } from '../../aws-error';
import type { ParameterType, Tier, Version } from '../parameter';
import { invalid, invalidMember, notServed } from '../refusals';

/** Characters; https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const longest = { Standard: 4096, Advanced: 8192 } as const;

/** Throws ValidationException, and NotImplemented for what is not served. */
export function checkPut({ Value: value = '', Type: type, KeyId: keyId, Description: description = '', AllowedPattern: pattern = '', Policies: policies, DataType: data = 'text' }: PutParameterRequest): void {
  if (value === '') throw invalidMember('value', value, 'have length greater than or equal to 1.');
  if (description.length > 1024) throw invalidMember('description', description, 'have length less than or equal to 1024');
  if (pattern.length > 1024) throw invalidMember('allowedPattern', pattern, 'have length less than or equal to 1024');
  if (type !== undefined && !isType(type)) throw invalidMember('type', type, 'satisfy enum value set: [SecureString, StringList, String]');
  if (keyId !== undefined && type !== undefined && type !== 'SecureString') throw invalid('KeyId is required for SecureString type parameter only.');
  if (policies !== undefined && !/^\s*(\[\s*\]|\{\s*\})?\s*$/.test(policies)) throw notServed('policies of parameters (Policies)');
  if (data === 'aws:ec2:image' || data === 'aws:ssm:integration') throw notServed(`parameters of the data type ${data}`);
  if (data !== 'text') throw invalid(`The following data type is not supported: ${data} (Data type names are all lowercase.)`);
  if (/\{\{.*\}\}/s.test(value)) throw invalid('Parameter value can\'t nest another parameter. Do not use "{{}}" in the value.');
}

/** Throws ValidationException for a new parameter that does not say, and HierarchyTypeMismatchException for one that is of another type. */
export function typeOf({ Type: asked }: PutParameterRequest, before: Version | undefined): ParameterType {
  const type = isType(asked) ? asked : before?.type;
  if (!type) throw invalid('A parameter type is required when you create a parameter.');
  if (before && before.type !== type) {
    throw new AwsError(
      'HierarchyTypeMismatchException',
      "Parameter Store doesn't support changing a parameter type in a hierarchy. For example, you can't change a parameter from a String type to a SecureString type. You must create a new, unique parameter.",
    );
  }
  return type;
}

function isType(type: string | undefined): type is ParameterType {
  return type === 'String' || type === 'StringList' || type === 'SecureString';
}

/** Throws ValidationException for a value that is too long for its tier, and for who goes back from the advanced one. */
export function tierOf({ Tier: asked, Value: value = '' }: PutParameterRequest, before: Version | undefined): Tier {
  if (asked !== undefined && !['Standard', 'Advanced', 'Intelligent-Tiering'].includes(asked)) {
    throw invalidMember('tier', asked, 'satisfy enum value set: [Standard, Advanced, Intelligent-Tiering]');
  }
  if (asked === 'Standard' && before?.tier === 'Advanced') throw invalid(noWayBack);
  const needed = asked === 'Intelligent-Tiering' && value.length > longest.Standard;
  const tier = needed || asked === 'Advanced' || before?.tier === 'Advanced' ? 'Advanced' : 'Standard';
  if (value.length > longest[tier]) throw invalid(tooLong[tier]);
  return tier;
}

const tooLong = {
  Standard:
    'Standard tier parameters support a maximum parameter value of 4096 characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. ' +
    'For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html',
  Advanced: 'Advanced tier parameters support a maximum parameter value of 8192 characters.',
} as const;

const noWayBack =
  "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier. " +
  'If necessary, you can delete the advanced parameter and recreate it as a standard parameter.';

/** Throws InvalidAllowedPatternException and ParameterPatternMismatchException. */
export function checkValue(value: string, pattern: string | undefined): void {
  if (pattern === undefined || pattern === '') return;
  if (!expression(pattern).test(value)) throw new AwsError('ParameterPatternMismatchException', `Parameter value, cannot be validated against allowedPattern: ${pattern}`);
}

function expression(pattern: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch {
    throw new AwsError('InvalidAllowedPatternException', "The request doesn't meet the regular expression requirement.");
  }
}
