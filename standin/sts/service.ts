/** STS: who am I. */
import type { GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import { operation, type Service } from '../service';

export function stsService(): Service {
  return {
    operations: {
      GetCallerIdentity: operation<object, GetCallerIdentityResponse>((_input, { caller }) =>
        Promise.resolve({ Account: caller.accountId, Arn: caller.arn, UserId: caller.userId }),
      ),
    },
  };
}
