/** For tests: the keys of a world in which nobody was made. */
import type { Instant } from '../../../time/instant';
import { Journal } from '../../durable/journal';
import { Identities } from '../../iam/identities';
import { Sessions } from '../../sts/sessions';
import { SigningKeys } from '../signing-keys';

export function keysOfNobody(now: () => Instant): SigningKeys {
  const identities = Identities.none();
  return new SigningKeys({ identities, sessions: new Sessions(Journal.none(), identities), now });
}
