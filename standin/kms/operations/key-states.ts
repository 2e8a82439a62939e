/** What becomes of a key: enabled, disabled, to be deleted: https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
import type {
  CancelKeyDeletionRequest,
  CancelKeyDeletionResponse,
  DisableKeyRequest,
  EnableKeyRequest,
  ScheduleKeyDeletionRequest,
  ScheduleKeyDeletionResponse,
} from '@aws-sdk/client-kms';
import { Duration } from '../../../time/duration';
import { operation, type Handler } from '../../service';
import { invalidMember, invalidState } from '../errors';
import { arnOf, stateOf } from '../key';
import { checkNotLeaving, type KeyRing } from '../key-ring';

export function enableKey(ring: KeyRing): Handler {
  return operation<EnableKeyRequest, object>(async ({ KeyId }, call) => {
    const key = ring.ownKeyOf(call, { KeyId, action: 'kms:EnableKey' });
    checkNotLeaving(key);
    ring.store.change(key, { enabled: true });
    return {};
  });
}

export function disableKey(ring: KeyRing): Handler {
  return operation<DisableKeyRequest, object>(async ({ KeyId }, call) => {
    const key = ring.ownKeyOf(call, { KeyId, action: 'kms:DisableKey' });
    checkNotLeaving(key);
    ring.store.change(key, { enabled: false });
    return {};
  });
}

/** The key is deleted as soon as its days are over; AWS may take up to a day longer. */
export function scheduleKeyDeletion(ring: KeyRing): Handler {
  return operation<ScheduleKeyDeletionRequest, ScheduleKeyDeletionResponse>(async ({ KeyId, PendingWindowInDays: days = 30 }, call) => {
    if (days < 7) throw invalidMember('pendingWindowInDays', days, 'have value greater than or equal to 7');
    if (days > 30) throw invalidMember('pendingWindowInDays', days, 'have value less than or equal to 30');
    const key = ring.ownKeyOf(call, { KeyId, action: 'kms:ScheduleKeyDeletion' });
    checkNotLeaving(key);
    const at = call.now.plus(Duration.days(days));
    ring.store.change(key, { deletion: { at, days } });
    return { KeyId: arnOf(key), DeletionDate: at.toDate(), KeyState: stateOf(key), PendingWindowInDays: days };
  });
}

/** A key that was to be deleted comes back disabled. */
export function cancelKeyDeletion(ring: KeyRing): Handler {
  return operation<CancelKeyDeletionRequest, CancelKeyDeletionResponse>(async ({ KeyId }, call) => {
    const key = ring.ownKeyOf(call, { KeyId, action: 'kms:CancelKeyDeletion' });
    if (!key.deletion) throw invalidState(key, 'not pending deletion');
    ring.store.change(key, { deletion: undefined, enabled: false });
    return { KeyId: arnOf(key) };
  });
}
