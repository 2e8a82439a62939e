/** What a service of the stand-in is: the operations it serves, each a function of a parsed request. */
import type { Instant } from '../time/instant';
import type { PolicyDocument } from './access/policy-document';
import type { Tagged } from './tagging/tagged';

/** Who signed the request. */
export interface Caller {
  /** `anonymous` signed nothing and belongs to no account; a `service` acts by itself, as lifecycle and replication do. */
  kind: 'root' | 'user' | 'role' | 'anonymous' | 'service';
  accountId: string;
  arn: string;
  userId: string;
  accessKeyId: string;
  /** Present where the credentials are temporary ones. */
  session?: CallerSession;
}

/** What temporary credentials carry beside their holder. */
export interface CallerSession {
  /** The role that was assumed; undefined for a session of a user. */
  roleArn?: string;
  /** Session policies: what the role may do shrinks to what they allow as well. Empty where there are none. */
  policies: readonly PolicyDocument[];
  tags: Readonly<Record<string, string>>;
  issued: Instant;
}

/** One request that has been routed, authenticated and parsed. */
export interface Call {
  /** The SigV4 name of the service: `s3`, `rds`, `sts`. */
  service: string;
  operation: string;
  region: string;
  caller: Caller;
  requestId: string;
  now: Instant;
  /** The request as it came, for what the schema does not say. Header names are in lower case. */
  http: { method: string; path: string; query: URLSearchParams; headers: Record<string, string>; secure: boolean };
  /** Sets a header or the status of the answer where the output schema has no member for it. */
  answer: { status?: number; headers: Record<string, string> };
}

/** Takes an operation's input and gives its output, both as the operation's schema describes them. */
export type Handler = (input: object, call: Call) => Promise<object>;

/** The operations that a service serves, by name. What is not here answers 501. */
export type Operations = Record<string, Handler>;

/**
 * Makes a handler of a function on an operation's own input and output types.
 * A streamed request body arrives as `Uint8Array` where it is at hand, or else as `AsyncIterable<Uint8Array>`; a streamed answer body is a `Uint8Array` or a `Readable`.
 */
export function operation<Input extends object, Output extends object>(handle: (input: Input, call: Call) => Promise<Output>): Handler {
  // The protocol layer has read the input by this very operation's schema, so its shape is the type's.
  return (input, call) => handle(input as Input, call);
}

/** What a page of another origin calls, or asks whether it may. */
export interface CrossOrigin {
  bucket?: string;
  key?: string;
  origin: string;
  /** The method that it calls with, or would. */
  method: string;
  /** The headers that it would send beside the usual ones. */
  headers: readonly string[];
}

export interface Service {
  operations: Operations;
  /**
   * Throws AwsError where the caller may not do this. Asked before the operation is, with its parsed input.
   * Where a service has none, the caller needs `<service>:<Operation>` on `*`.
   */
  authorize?(operation: string, input: object, call: Call): void;
  /** Takes up again what its world held when another process had it; called once, before anything else is. */
  open?(): Promise<void>;
  /** What of it bears tags, for the API that tags resources of all services. None where nothing does that AWS has there. */
  tagged?: Tagged;
  /** The region that a request is for which nobody signed, where its input tells. */
  regionOf?(input: object): string | undefined;
  /** The headers that let a page of another origin read an answer; none where it may not. */
  crossOrigin?(asked: CrossOrigin): Record<string, string>;
  /** The headers that answer a browser which asks before it calls from such a page. Throws AwsError where it may not. */
  preflight?(asked: CrossOrigin): Record<string, string>;
  /** Lets go of what the service holds open. Forgetting its data is a matter of dropping it. */
  close?(): Promise<void>;
}
