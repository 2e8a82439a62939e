/** Rotation, by itself and on demand: https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html */
import type {
  DisableKeyRotationRequest,
  EnableKeyRotationRequest,
  GetKeyRotationStatusRequest,
  GetKeyRotationStatusResponse,
  ListKeyRotationsRequest,
  ListKeyRotationsResponse,
  RotateKeyOnDemandRequest,
  RotateKeyOnDemandResponse,
} from '@aws-sdk/client-kms';
import { Duration } from '../../../time/duration';
import { AwsError } from '../../aws-error';
import { operation, type Handler } from '../../service';
import { invalidMember } from '../errors';
import { arnOf, type KeyMaterial } from '../key';
import { checkUsable, type KeyRing } from '../key-ring';
import { pageOf } from '../page';

/** https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html */
const mostOnDemand = 25;

/** A period that is put again begins anew. */
export function enableKeyRotation(ring: KeyRing): Handler {
  return operation<EnableKeyRotationRequest, object>(async ({ KeyId, RotationPeriodInDays: days = 365 }, call) => {
    if (days < 90) throw invalidMember('rotationPeriodInDays', days, 'have value greater than or equal to 90');
    if (days > 2560) throw invalidMember('rotationPeriodInDays', days, 'have value less than or equal to 2560');
    const key = ring.ownKeyOf(call, { KeyId, action: 'kms:EnableKeyRotation' });
    checkUsable(key);
    ring.store.change(key, { rotation: { days, next: call.now.plus(Duration.days(days)) } });
    return {};
  });
}

export function disableKeyRotation(ring: KeyRing): Handler {
  return operation<DisableKeyRotationRequest, object>(async ({ KeyId }, call) => {
    const key = ring.ownKeyOf(call, { KeyId, action: 'kms:DisableKeyRotation' });
    checkUsable(key);
    ring.store.change(key, { rotation: undefined });
    return {};
  });
}

/** A key that is to be deleted is not rotated, whatever was asked for before. */
export function getKeyRotationStatus(ring: KeyRing): Handler {
  return operation<GetKeyRotationStatusRequest, GetKeyRotationStatusResponse>(async ({ KeyId }, call) => {
    const key = ring.keyOf(call, { KeyId, action: 'kms:GetKeyRotationStatus' });
    const { rotation } = key;
    if (!rotation || key.deletion) return { KeyId: arnOf(key), KeyRotationEnabled: false };
    return { KeyId: arnOf(key), KeyRotationEnabled: true, RotationPeriodInDays: rotation.days, NextRotationDate: rotation.next.toDate() };
  });
}

export function rotateKeyOnDemand(ring: KeyRing): Handler {
  return operation<RotateKeyOnDemandRequest, RotateKeyOnDemandResponse>(async ({ KeyId }, call) => {
    const key = ring.ownKeyOf(call, { KeyId, action: 'kms:RotateKeyOnDemand' });
    checkUsable(key);
    if (key.materials.filter(({ cause }) => cause === 'ON_DEMAND').length >= mostOnDemand) {
      const more = 'No more on-demand rotations can be performed for this key';
      throw new AwsError('LimitExceededException', `The on-demand rotations limit has been reached for the given keyId. ${more}: ${arnOf(key)}`);
    }
    ring.store.rotate(key, 'ON_DEMAND');
    return { KeyId: arnOf(key) };
  });
}

export function listKeyRotations(ring: KeyRing): Handler {
  return operation<ListKeyRotationsRequest, ListKeyRotationsResponse>(async (input, call) => {
    const key = ring.keyOf(call, { KeyId: input.KeyId, action: 'kms:ListKeyRotations' });
    const rotations = key.materials.filter(({ cause }) => cause !== 'INITIAL' || input.IncludeKeyMaterial === 'ALL_KEY_MATERIAL');
    const { page, rest } = pageOf(rotations, input, 100, 1_000);
    return { Rotations: page.map((material) => ({ KeyId: key.id, ...described(material, key.materials.at(-1) === material) })), ...rest };
  });
}

function described({ id, since, cause }: KeyMaterial, isCurrent: boolean): NonNullable<ListKeyRotationsResponse['Rotations']>[number] {
  return {
    KeyMaterialId: id,
    KeyMaterialState: isCurrent ? 'CURRENT' : 'NON_CURRENT',
    ...(cause === 'INITIAL' ? {} : { RotationDate: since.toDate(), RotationType: cause }),
  };
}
