/** For tests: the identities, sessions and keys of a world in which nobody was made. */
import type { Instant } from '../../../time/instant';
import { Access } from '../../access/access';
import { Journal } from '../../durable/journal';
import { Identities } from '../../iam/identities';
import { Sessions } from '../../sts/sessions';
import type { StsRoom } from '../../sts/service';
import { SigningKeys } from '../signing-keys';

export function nobody(now: () => Instant): StsRoom & { keys: SigningKeys } {
  const identities = Identities.none();
  const sources = { identities, sessions: new Sessions(Journal.none(), identities), now };
  return { ...sources, access: new Access(identities, now), keys: new SigningKeys(sources) };
}
