/** Whether a caller may hand a role to a service, which every call that names one needs. */
import type { Caller } from '../service';
import type { Access } from './access';

/**
 * Throws AccessDenied without `iam:PassRole` on the role for that service (`backup.amazonaws.com`).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function requirePassRole(access: Access, caller: Caller, roleArn: string, service: string): void {
  access.require({ caller, action: 'iam:PassRole', resource: roleArn, context: { 'iam:passedtoservice': service } });
}
