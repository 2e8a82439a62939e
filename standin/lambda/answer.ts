/** A version and an alias as answers show them. https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html */
import type { AliasConfiguration, FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { Alias, FunctionRow, Version } from './rows';

export function versionAnswer(row: FunctionRow, { configuration: is, ...version }: Version, qualified: boolean): FunctionConfiguration {
  const pending = version.state === 'Pending';
  const updating = version.update === 'InProgress';
  return {
    FunctionName: row.name,
    FunctionArn: qualified ? `${row.arn}:${version.version}` : row.arn,
    Runtime: is.runtime,
    Role: is.role,
    Handler: is.handler,
    CodeSize: is.codeSize,
    Description: is.description,
    Timeout: is.timeout,
    MemorySize: is.memory,
    LastModified: version.modified.toString().replace('Z', '+0000'),
    CodeSha256: Buffer.from(is.code, 'hex').toString('base64'),
    Version: version.version,
    ...(is.variables && { Environment: { Variables: { ...is.variables } } }),
    ...(is.keyArn !== undefined && { KMSKeyArn: is.keyArn }),
    TracingConfig: { Mode: 'PassThrough' },
    RevisionId: version.revision,
    State: version.state,
    ...(pending && { StateReason: 'The function is being created.', StateReasonCode: 'Creating' }),
    ...(!pending && { LastUpdateStatus: version.update }),
    ...(updating && { LastUpdateStatusReason: 'The function is being updated.' }),
    PackageType: 'Zip',
    Architectures: [...is.architectures],
    EphemeralStorage: { Size: 512 },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${row.name}` },
  };
}

export function aliasAnswer({ functionArn, name, version, description, weights, revision }: Alias): AliasConfiguration {
  return {
    AliasArn: `${functionArn}:${name}`,
    Name: name,
    FunctionVersion: version,
    Description: description,
    ...(Object.keys(weights).length > 0 && { RoutingConfig: { AdditionalVersionWeights: { ...weights } } }),
    RevisionId: revision,
  };
}
