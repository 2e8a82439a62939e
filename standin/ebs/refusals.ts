/** How the EBS direct APIs say no: https://docs.aws.amazon.com/ebs/latest/APIReference/API_Operations.html. Wordings are assumed. */
import type { AccessDeniedExceptionReason, ValidationExceptionReason } from '@aws-sdk/client-ebs';
import { AwsError } from '../aws-error';

export const refusals = {
  invalid: (reason: ValidationExceptionReason, message: string) => new AwsError('ValidationException', message, { fields: { Reason: reason } }),
  notFound: (id: string) => new AwsError('ResourceNotFoundException', `The snapshot '${id}' does not exist.`, { status: 404, fields: { Reason: 'SNAPSHOT_NOT_FOUND' } }),
  denied: (reason: AccessDeniedExceptionReason, message: string) => new AwsError('AccessDeniedException', message, { status: 403, fields: { Reason: reason } }),
  conflict: () => new AwsError('ConflictException', 'The request uses the same client token as a previous, but non-identical request.', { status: 409 }),
  concurrent: (most: number) => new AwsError('ConcurrentLimitExceededException', `You have reached the limit of ${most} snapshots that are pending.`),
} as const;
