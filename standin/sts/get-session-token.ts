/** GetSessionToken: credentials that do what the caller's own do, for a while. */
import type { GetSessionTokenRequest, GetSessionTokenResponse } from '@aws-sdk/client-sts';
import { AwsError } from '../aws-error';
import type { Call } from '../service';
import { credentialsOf } from './credentials';
import { durationIn } from './durations';
import type { StsRoom } from './service';

/** Seconds: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
const longest = 129_600;
const usual = 43_200;
const longestOfRoot = 3_600;

export function getSessionToken({ sessions, now }: StsRoom) {
  return (input: GetSessionTokenRequest, { caller }: Call): Promise<GetSessionTokenResponse> => {
    if (caller.session) throw new AwsError('AccessDenied', 'Cannot call GetSessionToken with session credentials', { status: 403 });
    if ((input.SerialNumber ?? input.TokenCode) !== undefined) throw new AwsError('NotImplemented', 'The stand-in does not serve MFA devices.', { status: 501 });
    const kind = caller.kind === 'root' ? 'root' : 'user';
    // A root user who asks for longer gets an hour.
    const asked = durationIn(input.DurationSeconds ?? usual, longest);
    const lasts = kind === 'root' && asked.milliseconds > longestOfRoot * 1_000 ? durationIn(longestOfRoot, longest) : asked;
    const said = { policies: [], tags: {}, transitive: [] };
    const session = sessions.issue({ kind, accountId: caller.accountId, holderId: caller.userId, name: 'session', issued: now().toWholeSecond(), lasts, ...said });
    return Promise.resolve({ Credentials: credentialsOf(session) });
  };
}
