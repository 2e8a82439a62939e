/** Answers what is no HTTP request, or only the beginning of one, in S3's words: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { AwsError } from '../aws-error';
import type { WireAnswer } from '../protocol/wire';

/** Who is answered so is listened to for no longer than this. */
const lingerMilliseconds = 1_000;

/** Makes an answer of a refusal, with ids like every other. */
type Wording = (error: AwsError) => WireAnswer;

/** Has `server` answer what it would otherwise close the connection for, or answer in words that are not AWS's. */
export function answerUnreadable(server: Server, wording: Wording): void {
  const incomplete = new WeakMap<object, IncomingMessage>();
  const note = (incoming: IncomingMessage, _outgoing: ServerResponse): void => void incomplete.set(incoming.socket, incoming);
  server.prependListener('request', note).prependListener('checkContinue', note).prependListener('checkExpectation', note);
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
    // The connections of this server are TCP's.
    end(socket as Socket, wording(refusalOf(error.code ?? '', incomplete.get(socket)?.complete === false)));
  });
  // Nobody is connected through to anybody else.
  server.on('connect', ({ socket }: IncomingMessage) => end(socket, wording(notAllowed('CONNECT'))));
}

/** What a body is that ended before it was whole. */
export function incompleteBody(): AwsError {
  return new AwsError('IncompleteBody', 'You did not provide the number of bytes specified by the Content-Length HTTP header');
}

function refusalOf(code: string, isInBody: boolean): AwsError {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new AwsError('RequestHeaderSectionTooLarge', 'Your request header section exceeds the maximum allowed size.');
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return new AwsError('RequestTimeout', 'Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.');
  }
  return isInBody && code === 'HPE_INVALID_EOF_STATE' ? incompleteBody() : new AwsError('BadRequest', 'An error occurred when parsing the HTTP request.');
}

function notAllowed(method: string): AwsError {
  return new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', { status: 405, fields: { Method: method } });
}

function end(socket: Socket, { status, headers, body }: WireAnswer): void {
  const bytes = body instanceof Uint8Array ? body : new Uint8Array();
  const lines = Object.entries({ ...headers, 'content-length': String(bytes.length), connection: 'close' }).map(([name, value]) => `${name}: ${value}`);
  socket.write([`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', ''].join('\r\n'));
  socket.end(bytes);
  // What still comes is let go: a connection that is closed on unread bytes takes the answer with it, and one that nobody reads never ends.
  socket.resume();
  socket.setTimeout(lingerMilliseconds, () => socket.destroy());
}
