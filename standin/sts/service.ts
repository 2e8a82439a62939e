/** STS: who am I, and credentials that last for a while. */
import type { GetAccessKeyInfoRequest, GetAccessKeyInfoResponse, GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import type { Access } from '../access/access';
import { accountOfUncreated, type KeySources } from '../front/signing-keys';
import { given } from '../iam/names';
import { operation, type Service } from '../service';
import { assumeRole } from './assume-role';
import { getSessionToken } from './get-session-token';

/** What STS works on. */
export interface StsRoom extends KeySources {
  access: Access;
}

/** Those that need no permission, or that ask for it themselves. */
const free: ReadonlySet<string> = new Set(['GetCallerIdentity', 'GetSessionToken', 'AssumeRole']);

export function stsService(room: StsRoom): Service {
  return {
    authorize: (name, _input, { caller }) => {
      if (!free.has(name)) room.access.require({ caller, action: `sts:${name}`, resource: '*' });
    },
    operations: {
      GetCallerIdentity: operation<object, GetCallerIdentityResponse>((_input, { caller }) =>
        Promise.resolve({ Account: caller.accountId, Arn: caller.arn, UserId: caller.userId }),
      ),
      AssumeRole: operation(assumeRole(room)),
      GetSessionToken: operation(getSessionToken(room)),
      GetAccessKeyInfo: operation((input: GetAccessKeyInfoRequest): Promise<GetAccessKeyInfoResponse> => {
        const id = given('accessKeyId', input.AccessKeyId);
        const known = room.identities.keys.find(id) ?? room.sessions.find(id);
        return Promise.resolve({ Account: known?.accountId ?? accountOfUncreated(id) });
      }),
    },
  };
}
