/** The stand-in's IAM: every operation it serves, by name. It is one for all regions. */
import type { Access } from '../access/access';
import type { Service } from '../service';
import type { World } from '../world';
import { iamAuthorizer } from './authorize';
import { groupOperations } from './groups/groups';
import type { Identities } from './identities';
import { attachmentOperations } from './policies/attachments';
import { boundaryOperations } from './policies/boundary';
import { inlineOperations } from './policies/inline';
import { managedPolicyOperations } from './policies/managed-policies';
import { policyVersionOperations } from './policies/policy-versions';
import { simulateOperations } from './policies/simulate';
import { taggedPolicies } from './policies/tagged-policies';
import { roleOperations } from './roles/roles';
import { IamRoom } from './room';
import { taggingOperations } from './tagging';
import { accessKeyOperations } from './users/access-keys';
import { userOperations } from './users/users';

export function iamService(world: Pick<World, 'clock' | 'journal'>, identities: Identities, access: Access): Service {
  const room = new IamRoom(world, identities, access);
  return {
    authorize: iamAuthorizer(room),
    tagged: taggedPolicies(identities),
    operations: {
      ...userOperations(room),
      ...accessKeyOperations(room),
      ...groupOperations(room),
      ...roleOperations(room),
      ...inlineOperations(room),
      ...managedPolicyOperations(room),
      ...policyVersionOperations(room),
      ...attachmentOperations(room),
      ...boundaryOperations(room),
      ...taggingOperations(room),
      ...simulateOperations(room),
    },
  };
}
