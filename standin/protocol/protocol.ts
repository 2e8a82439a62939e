/** What each protocol can do for the router: say what is asked, read it, and write what is answered or refused. */
import type { AwsError } from '../aws-error';
import type { OperationModel, ServiceModel } from './model';
import type { WireAnswer, WireRequest } from './wire';

/** A request matched to an operation. */
export interface Found {
  operation: OperationModel;
  /** The values that the path and host carry, decoded: `{Bucket, Key}`. */
  labels: Readonly<Record<string, string>>;
}

/** What an answer carries beside the operation's output. */
export interface AnswerContext {
  requestId: string;
  /** S3's second request id; other protocols do not send it. */
  extendedRequestId: string;
  /** Status and headers that the handler has set where the schema has no member for them. */
  answer: { status?: number; headers: Record<string, string> };
}

/** What a refusal carries beside the error. */
export interface RefusalContext {
  requestId: string;
  extendedRequestId: string;
  method: string;
  model?: ServiceModel;
}

export interface Protocol {
  /** Throws AwsError where AWS would know no such operation. */
  find(model: ServiceModel, request: WireRequest): Found;
  /** Reads an operation's input. Throws AwsError for what AWS would call malformed. */
  read(found: Found, request: WireRequest): Promise<object>;
  write(model: ServiceModel, operation: OperationModel, output: object, context: AnswerContext): WireAnswer;
  refuse(error: AwsError, context: RefusalContext): WireAnswer;
}
