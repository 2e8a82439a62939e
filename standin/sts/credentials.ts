/** Temporary credentials as STS hands them out. */
import type { Credentials } from '@aws-sdk/client-sts';
import type { Session } from './sessions';

export function credentialsOf({ id, secret, token, expires }: Session): Credentials {
  return { AccessKeyId: id, SecretAccessKey: secret, SessionToken: token, Expiration: expires.toDate() };
}
