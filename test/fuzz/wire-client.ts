/** Sends bytes over a socket, whatever they are, and reads what comes back as strictly as HTTP says. */
import { connect } from 'node:net';

export interface Answer {
  status: number;
  headers: Map<string, string>;
  body: Buffer;
}

export interface Exchange {
  answers: Answer[];
  /** What is wrong with what came back, where something is. */
  broken?: string;
}

export interface Sending {
  port: number;
  bytes: Buffer;
  /** Whether nothing more comes, so that the sender says so at once. */
  ends: boolean;
  /** Whether answers come without bodies. */
  isHead: boolean;
}

/** Who waits this long for an answer says that nothing more will come. */
const patienceMilliseconds = 2_000;
const longestMilliseconds = 20_000;

export function exchange({ port, bytes, ends, isHead }: Sending): Promise<Exchange> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const patience = setTimeout(() => socket.end(), patienceMilliseconds);
    const longest = setTimeout(() => finish('no answer came'), longestMilliseconds);
    const finish = (broken?: string): void => {
      clearTimeout(patience);
      clearTimeout(longest);
      socket.destroy();
      const parsed = parseAnswers(Buffer.concat(pieces), isHead);
      resolve(broken && parsed.answers.length === 0 ? { ...parsed, broken } : parsed);
    };
    socket.on('data', (piece) => {
      pieces.push(piece);
      // One whole answer is what is looked at; whatever follows it on the same connection comes before its end.
      const parsed = parseAnswers(Buffer.concat(pieces), isHead);
      if (parsed.answers.length > 0 && !parsed.broken) socket.end();
    });
    // The server may turn away who has not sent everything yet.
    socket.on('error', () => undefined);
    socket.on('close', () => finish('the connection was closed without an answer'));
    socket.on('end', () => finish('the connection was ended without an answer'));
    socket.write(bytes);
    if (ends) socket.end();
  });
}

function parseAnswers(bytes: Buffer, isHead: boolean): Exchange {
  const answers: Answer[] = [];
  let left = bytes;
  while (left.length > 0) {
    const end = left.indexOf('\r\n\r\n');
    if (end < 0) return { answers, broken: 'an answer ends within its headers' };
    const [line = '', ...lines] = left.toString('latin1', 0, end).split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3}) [\x20-\x7e]*$/.exec(line)?.[1]);
    if (!status) return { answers, broken: `no status line: ${JSON.stringify(line)}` };
    const headers = new Map<string, string>();
    for (const one of lines) {
      const [whole, name = '', value = ''] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+): ?([\t\x20-\x7e\x80-\xff]*)$/.exec(one) ?? [];
      if (whole === undefined) return { answers, broken: `no header: ${JSON.stringify(one)}` };
      headers.set(name.toLowerCase(), value);
    }
    left = left.subarray(end + 4);
    if (status < 200) continue;
    // Who could not read the request does not know that it was a HEAD.
    const isUnread = headers.get('connection') === 'close' && left.toString('latin1', 0, 5) === '<?xml';
    const bodiless = (isHead && answers.length === 0 && !isUnread) || status === 204 || status === 304;
    const length = bodiless ? 0 : bodyLength(headers, left);
    if (length === undefined || left.length < length) return { answers, broken: 'an answer ends within its body' };
    answers.push({ status, headers, body: bodiless ? Buffer.alloc(0) : bodyOf(headers, left.subarray(0, length)) });
    left = left.subarray(length);
  }
  return { answers, ...(answers.length === 0 && { broken: 'nothing came back' }) };
}

/** How many bytes the body takes on the wire; undefined where it is not whole. */
function bodyLength(headers: Map<string, string>, left: Buffer): number | undefined {
  if (headers.get('transfer-encoding') === 'chunked') {
    const end = left.indexOf('0\r\n\r\n');
    return end < 0 ? undefined : end + 5;
  }
  const length = headers.get('content-length');
  return length === undefined ? left.length : Number(length);
}

function bodyOf(headers: Map<string, string>, raw: Buffer): Buffer {
  if (headers.get('transfer-encoding') !== 'chunked') return raw;
  const pieces: Buffer[] = [];
  for (let at = 0; at < raw.length; ) {
    const end = raw.indexOf('\r\n', at);
    const size = Number.parseInt(raw.toString('latin1', at, end), 16);
    pieces.push(raw.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
  return Buffer.concat(pieces);
}
