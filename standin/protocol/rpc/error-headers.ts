/** The headers in which an RPC service says what it refused, also for clients that once spoke AWS Query to it. */
import type { AwsError } from '../../aws-error';
import type { RefusalContext } from '../protocol';

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait */
export function errorHeaders(error: AwsError, { model, requestId }: RefusalContext): Record<string, string> {
  const headers: Record<string, string> = { 'x-amzn-requestid': requestId, 'x-amzn-errortype': error.code, ...error.headers };
  if (!model?.queryCompatible) return headers;
  const side = error.status < 500 ? 'Sender' : 'Receiver';
  return { ...headers, 'x-amzn-query-error': `${model.queryCodes.get(error.code) ?? error.code};${side}` };
}
