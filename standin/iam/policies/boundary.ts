/** Permissions boundaries of users and roles: a managed policy that limits what their own policies can allow. */
import type * as IAM from '@aws-sdk/client-iam';
import { operation, type Operations } from '../../service';
import { given } from '../names';
import { refusals } from '../refusals';
import type { IamRoom } from '../room';

export function boundaryOperations(room: IamRoom): Operations {
  const { users, roles } = room.identities;
  return {
    PutUserPermissionsBoundary: operation((input: IAM.PutUserPermissionsBoundaryRequest, { caller }): Promise<object> => {
      users.put({ ...room.user(caller, input.UserName), boundary: boundaryIn(room, given('permissionsBoundary', input.PermissionsBoundary)) });
      return Promise.resolve({});
    }),
    DeleteUserPermissionsBoundary: operation((input: IAM.DeleteUserPermissionsBoundaryRequest, { caller }): Promise<object> => {
      users.put(unbounded(room.user(caller, input.UserName)));
      return Promise.resolve({});
    }),
    PutRolePermissionsBoundary: operation((input: IAM.PutRolePermissionsBoundaryRequest, { caller }): Promise<object> => {
      roles.put({ ...room.role(caller, input.RoleName), boundary: boundaryIn(room, given('permissionsBoundary', input.PermissionsBoundary)) });
      return Promise.resolve({});
    }),
    DeleteRolePermissionsBoundary: operation((input: IAM.DeleteRolePermissionsBoundaryRequest, { caller }): Promise<object> => {
      roles.put(unbounded(room.role(caller, input.RoleName)));
      return Promise.resolve({});
    }),
  };
}

/** The ARN of a boundary that is asked for. Throws NoSuchEntity where there is no such policy. */
export function boundaryIn(room: IamRoom, arn: string | undefined): string | undefined {
  if (arn !== undefined && room.identities.managedText(arn) === undefined) throw refusals.noSuchPolicy(arn);
  return arn;
}

export function boundaryOut(arn: string | undefined): IAM.AttachedPermissionsBoundary | undefined {
  return arn === undefined ? undefined : { PermissionsBoundaryType: 'PermissionsBoundaryPolicy', PermissionsBoundaryArn: arn };
}

function unbounded<Row extends { boundary?: string }>(row: Row): Row {
  return { ...row, boundary: undefined };
}
