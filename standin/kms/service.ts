/** The stand-in's KMS: every operation it serves, by name. Keys are symmetric, of one region, and KMS's own. */
import { AwsError } from '../aws-error';
import type { Handler, Operations, Service } from '../service';
import type { KeyRing } from './key-ring';
import { createAlias, deleteAlias, listAliases, updateAlias } from './operations/aliases';
import { createKey } from './operations/create-key';
import { generateDataKey, generateDataKeyWithoutPlaintext, generateRandom } from './operations/data-keys';
import { describeKey, listKeys, updateKeyDescription } from './operations/describe-keys';
import { decrypt, encrypt, reEncrypt } from './operations/encrypt';
import { createGrant, listGrants, retireGrant, revokeGrant } from './operations/grants';
import { getKeyPolicy, listKeyPolicies, putKeyPolicy } from './operations/key-policies';
import { cancelKeyDeletion, disableKey, enableKey, scheduleKeyDeletion } from './operations/key-states';
import { disableKeyRotation, enableKeyRotation, getKeyRotationStatus, listKeyRotations, rotateKeyOnDemand } from './operations/rotation';
import { listResourceTags, tagResource, untagResource } from './operations/tags';
import { taggedKeys } from './tagged-keys';

/** What concerns no key that is there. The others ask the key's own policy, once they know which key it is. */
const keyless: readonly string[] = ['CreateKey', 'ListKeys', 'ListAliases', 'GenerateRandom'];

export function kmsService(ring: KeyRing): Service {
  return {
    operations: inOwnWords({
      CreateKey: createKey(ring),
      DescribeKey: describeKey(ring),
      ListKeys: listKeys(ring),
      UpdateKeyDescription: updateKeyDescription(ring),
      EnableKey: enableKey(ring),
      DisableKey: disableKey(ring),
      ScheduleKeyDeletion: scheduleKeyDeletion(ring),
      CancelKeyDeletion: cancelKeyDeletion(ring),
      CreateAlias: createAlias(ring),
      UpdateAlias: updateAlias(ring),
      DeleteAlias: deleteAlias(ring),
      ListAliases: listAliases(ring),
      GetKeyPolicy: getKeyPolicy(ring),
      PutKeyPolicy: putKeyPolicy(ring),
      ListKeyPolicies: listKeyPolicies(ring),
      TagResource: tagResource(ring),
      UntagResource: untagResource(ring),
      ListResourceTags: listResourceTags(ring),
      EnableKeyRotation: enableKeyRotation(ring),
      DisableKeyRotation: disableKeyRotation(ring),
      GetKeyRotationStatus: getKeyRotationStatus(ring),
      RotateKeyOnDemand: rotateKeyOnDemand(ring),
      ListKeyRotations: listKeyRotations(ring),
      GenerateDataKey: generateDataKey(ring),
      GenerateDataKeyWithoutPlaintext: generateDataKeyWithoutPlaintext(ring),
      GenerateRandom: generateRandom(ring),
      Encrypt: encrypt(ring),
      Decrypt: decrypt(ring),
      ReEncrypt: reEncrypt(ring),
      CreateGrant: createGrant(ring),
      ListGrants: listGrants(ring),
      RevokeGrant: revokeGrant(ring),
      RetireGrant: retireGrant(ring),
    }),
    tagged: taggedKeys(ring),
    authorize: (operation, _input, { caller }) => {
      if (keyless.includes(operation)) translated(() => ring.access.require({ caller, action: `kms:${operation}`, resource: '*' }));
    },
  };
}

function inOwnWords(operations: Operations): Operations {
  const handlers = Object.entries(operations).map(([name, handle]): [string, Handler] => [
    name,
    async (input, call) => {
      try {
        return await handle(input, call);
      } catch (error) {
        throw inKmsWords(error);
      }
    },
  ]);
  return Object.fromEntries(handlers);
}

function translated(ask: () => void): void {
  try {
    ask();
  } catch (error) {
    throw inKmsWords(error);
  }
}

/** KMS calls a refusal an exception, as all services that speak JSON do, and answers it with 400. */
function inKmsWords(error: unknown): unknown {
  return error instanceof AwsError && error.code === 'AccessDenied' ? new AwsError('AccessDeniedException', error.message) : error;
}
