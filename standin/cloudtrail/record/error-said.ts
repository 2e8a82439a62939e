/** How CloudTrail names what a call was refused with. */
import { AwsError } from '../../aws-error';
import { errorNamed } from '../../protocol/model';

/** Services whose denials are an exception's on the wire are on record with the plain code all the same. */
const denials: ReadonlySet<string> = new Set(['AccessDenied', 'AccessDeniedException']);

/** Undefined where AWS would have no such call: what the stand-in does not serve. */
export function errorSaid(service: string, error: unknown): { code: string; message: string } | undefined {
  if (!(error instanceof AwsError)) return { code: service === 'ec2' ? 'Server.InternalError' : 'InternalFailure', message: 'An internal error occurred.' };
  if (error.status === 501) return undefined;
  const { code, message, status } = error;
  if (service === 'ec2') return { code: denials.has(code) ? 'Client.UnauthorizedOperation' : `${status < 500 ? 'Client' : 'Server'}.${code}`, message };
  return { code: denials.has(code) ? 'AccessDenied' : errorNamed(service, code), message };
}
