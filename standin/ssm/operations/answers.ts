/** How answers describe parameters and their versions. */
import type { Parameter as Described, ParameterHistory, ParameterMetadata } from '@aws-sdk/client-ssm';
import type { Call } from '../../service';
import { opened } from '../encryption';
import { latest, type Parameter, type Version } from '../parameter';
import type { Parameters } from '../parameters';

/** What is read of a parameter, for whom, and whether SecureStrings are decrypted. */
export interface Reading {
  parameters: Parameters;
  call: Call;
  decrypt: boolean;
}

/** Throws what KMS refuses a decryption with. */
export function valueOf({ parameters, call, decrypt }: Reading, { arn }: Parameter, { type, value }: Version): string {
  return decrypt && type === 'SecureString' ? opened(parameters.keys, arn, value, call) : value;
}

export function describedOf(reading: Reading, parameter: Parameter, version: Version = latest(parameter), selector?: string): Described {
  const { name, arn } = parameter;
  return {
    Name: name,
    Type: version.type,
    Value: valueOf(reading, parameter, version),
    Version: version.version,
    LastModifiedDate: version.modified.toDate(),
    ARN: arn,
    DataType: 'text',
    ...(selector !== undefined && { Selector: selector }),
  };
}

export function metadataOf(parameter: Parameter): ParameterMetadata {
  return { ...commonOf(parameter, latest(parameter)), ARN: parameter.arn };
}

export function historyOf(reading: Reading, parameter: Parameter, version: Version): ParameterHistory {
  return { ...commonOf(parameter, version), Value: valueOf(reading, parameter, version), Labels: [...version.labels] };
}

function commonOf({ name }: Parameter, { type, keyId, modified, modifiedBy, description, allowedPattern, version, tier }: Version): ParameterMetadata & ParameterHistory {
  return {
    Name: name,
    Type: type,
    LastModifiedDate: modified.toDate(),
    LastModifiedUser: modifiedBy,
    Version: version,
    Tier: tier,
    Policies: [],
    DataType: 'text',
    ...(keyId !== undefined && { KeyId: keyId }),
    ...(description !== undefined && { Description: description }),
    ...(allowedPattern !== undefined && { AllowedPattern: allowedPattern }),
  };
}
