/** Access keys of users: what a stolen one is, and how it is made useless. */
import type * as IAM from '@aws-sdk/client-iam';
import { operation, type Operations } from '../../service';
import { given } from '../names';
import { pageOf } from '../paging';
import { refusals } from '../refusals';
import type { IamRoom } from '../room';
import type { AccessKey } from '../state/records';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const mostOfUser = 2;

export function accessKeyOperations(room: IamRoom): Operations {
  const { keys, users, draws } = room.identities;
  const keyOf = (userId: string, id: string): AccessKey => {
    const key = keys.find(id);
    if (key?.userId !== userId || key.status === 'Deleted') throw refusals.noSuchKey(id);
    return key;
  };
  return {
    CreateAccessKey: operation((input: IAM.CreateAccessKeyRequest, { caller }): Promise<IAM.CreateAccessKeyResponse> => {
      const user = room.userOrSelf(caller, input.UserName);
      if (keys.ofUser(user.id).length >= mostOfUser) throw refusals.quota('AccessKeysPerUser', mostOfUser);
      const keysMade = user.keysMade + 1;
      const key: AccessKey = { ...draws.accessKey(user.id, keysMade), accountId: user.accountId, userId: user.id, status: 'Active', created: room.now() };
      room.together(() => {
        users.put({ ...user, keysMade });
        keys.put(key);
      });
      return Promise.resolve({ AccessKey: { ...keyOut(key, user.name), SecretAccessKey: key.secret } });
    }),
    ListAccessKeys: operation((input: IAM.ListAccessKeysRequest, { caller }): Promise<IAM.ListAccessKeysResponse> => {
      const user = room.userOrSelf(caller, input.UserName);
      const { items, ...page } = pageOf(keys.ofUser(user.id), ({ id }) => id, input);
      return Promise.resolve({ AccessKeyMetadata: items.map((key) => keyOut(key, user.name)), ...page });
    }),
    UpdateAccessKey: operation((input: IAM.UpdateAccessKeyRequest, { caller }): Promise<object> => {
      const key = keyOf(room.userOrSelf(caller, input.UserName).id, given('accessKeyId', input.AccessKeyId));
      const status = given('status', input.Status);
      if (status !== 'Active' && status !== 'Inactive') throw refusals.constraint(status, 'status', 'Member must satisfy enum value set: [Active, Inactive]');
      keys.put({ ...key, status });
      return Promise.resolve({});
    }),
    DeleteAccessKey: operation((input: IAM.DeleteAccessKeyRequest, { caller }): Promise<object> => {
      const key = keyOf(room.userOrSelf(caller, input.UserName).id, given('accessKeyId', input.AccessKeyId));
      keys.put({ ...key, status: 'Deleted' });
      return Promise.resolve({});
    }),
    GetAccessKeyLastUsed: operation((input: IAM.GetAccessKeyLastUsedRequest, { caller }): Promise<IAM.GetAccessKeyLastUsedResponse> => {
      const id = given('accessKeyId', input.AccessKeyId);
      const key = keys.find(id);
      const user = key && users.byId(key.userId);
      if (!user || key.status === 'Deleted' || key.accountId !== caller.accountId) throw refusals.noSuchKey(id);
      const { lastUsed } = key;
      // A key that was never used has a region and a service all the same, of this name.
      const said = lastUsed ? { LastUsedDate: lastUsed.at.toDate(), Region: lastUsed.region, ServiceName: lastUsed.service } : { LastUsedDate: undefined, Region: 'N/A', ServiceName: 'N/A' };
      return Promise.resolve({ UserName: user.name, AccessKeyLastUsed: said });
    }),
  };
}

function keyOut({ id, status, created }: AccessKey, userName: string): { UserName: string; AccessKeyId: string; Status: 'Active' | 'Inactive'; CreateDate: Date } {
  // Deleted ones are shown to nobody.
  return { UserName: userName, AccessKeyId: id, Status: status === 'Active' ? 'Active' : 'Inactive', CreateDate: created.toDate() };
}
