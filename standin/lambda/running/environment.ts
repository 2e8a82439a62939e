/** What a function's process finds in its environment. https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
import { Duration } from '../../../time/duration';
import { AwsError } from '../../aws-error';
import { refusals } from '../refusals';
import type { Functions } from '../room';
import type { FunctionRow, Version } from '../rows';

/** For how long a process has the credentials that it was started with; it is started anew when they are about to expire. */
export const credentialsLast = Duration.hours(6);

/** Throws as Invoke does where the key of the variables cannot be used by the function's role. */
export async function environmentOf(functions: Functions, row: FunctionRow, { inForce: is, version }: Version): Promise<Record<string, string>> {
  const { identities, sessions, endpoint } = functions.neighbours;
  checkKey(functions, row, is);
  const role = identities.role(is.role);
  const session = role && sessions.issue({ accountId: role.accountId, kind: 'role', holderId: role.id, name: row.name, issued: functions.world.clock.now(), lasts: credentialsLast, policies: [], tags: {}, transitive: [] });
  return {
    AWS_ENDPOINT_URL: await endpoint(),
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    ...is.variables,
    _HANDLER: is.handler,
    AWS_REGION: row.region,
    AWS_DEFAULT_REGION: row.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${is.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: row.name,
    AWS_LAMBDA_FUNCTION_VERSION: version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(is.memory),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${row.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `[${version}]`,
    LAMBDA_TASK_ROOT: '/var/task',
    ...(session && { AWS_ACCESS_KEY_ID: session.id, AWS_SECRET_ACCESS_KEY: session.secret, AWS_SESSION_TOKEN: session.token }),
  };
}

function checkKey({ neighbours: { access, keys } }: Functions, row: FunctionRow, { keyArn, variables, role }: Version['inForce']): void {
  if (keyArn === undefined || variables === undefined) return;
  const caller = access.callerOfRole(role, 'lambda.amazonaws.com');
  const because = (message: string): string => `Lambda was unable to decrypt the environment variables because KMS access was denied. Please check the function's KMS key settings. KMS Exception: ${message}`;
  if (!caller) throw refusals.key('KMSAccessDeniedException', because('AccessDeniedException'));
  try {
    keys.use({ caller, region: row.region, keyId: keyArn, action: 'kms:Decrypt', via: 'lambda', context: { 'aws:lambda:FunctionArn': row.arn } });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const code = { 'KMS.DisabledException': 'KMSDisabledException', 'KMS.KMSInvalidStateException': 'KMSInvalidStateException', 'KMS.NotFoundException': 'KMSNotFoundException' }[error.code];
    throw refusals.key(code ?? 'KMSAccessDeniedException', because(`${error.code.replace('KMS.', '')} KMS Message: ${error.message}`));
  }
}
