/** Changes of a request's bytes after it was signed: its line, its headers, how its body is framed, and where it ends. */
import type { Dice } from '../dice';
import { nastyText } from './nasties';

export interface Outgoing {
  bytes: Buffer;
  /** Whether the sender says at once that nothing more comes. */
  ends: boolean;
}

type Change = (head: string, body: Buffer, dice: Dice) => Outgoing;

const joined = (head: string, body: Buffer, ends = false): Outgoing => ({ bytes: Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'latin1'), body]), ends });
/** Puts lines behind the request line and the host. */
const withLines = (head: string, ...lines: string[]): string => {
  const [first = '', ...others] = head.split('\r\n');
  return [first, ...others, ...lines].join('\r\n');
};
const withoutLength = (head: string): string => head.replace(/\r\ncontent-length:[^\r]*/gi, '');
const chunkedBody = (body: Buffer): Buffer => Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')]);

const repeated = ['authorization: AWS4-HMAC-SHA256 x', 'host: other.example', 'x-amz-date: 20200101T000000Z', 'content-type: text/xml', 'x-amz-content-sha256: UNSIGNED-PAYLOAD', 'range: bytes=0-1', 'x-amz-meta-a: 2', 'x-amz-tagging: c=d', 'if-match: *'];

const changes: readonly Change[] = [
  // Bytes anywhere in the head, or in front of it.
  (head, body, dice) => joined(scratched(head, dice), body),
  (head, body, dice) => joined(scratched(head.split('\r\n')[0] ?? '', dice) + head.slice(head.indexOf('\r\n')), body),
  // Cut short, in the head or in the body.
  (head, body, dice) => {
    const { bytes } = joined(head, body);
    return { bytes: bytes.subarray(0, 1 + dice.below(bytes.length - 1)), ends: true };
  },
  (head, body, dice) => joined(head, body.subarray(0, dice.below(body.length + 1)), true),
  (head, body, dice) => joined(head, Buffer.concat([body, dice.bytes(1 + dice.below(20))])),
  // Lengths that are none, or too many.
  (head, body, dice) => joined(withLines(withoutLength(head), `content-length: ${dice.pick([String(body.length + 1 + dice.below(50)), String(Math.max(0, body.length - 1)), '-1', '+1', '1e3', '99999999999999999999', '9007199254740993', '0x10', '', 'a'])}`), body, true),
  (head, body, dice) => joined(withLines(head, `content-length: ${dice.below(100)}`), body, true),
  (head, body) => joined(withoutLength(head), body, true),
  // The framing of HTTP itself.
  (head, body) => joined(withLines(withoutLength(head), 'transfer-encoding: chunked'), chunkedBody(body)),
  (head, body, dice) => joined(withLines(withoutLength(head), 'transfer-encoding: chunked'), Buffer.from(scratched(chunkedBody(body).toString('latin1'), dice), 'latin1'), true),
  (head, body, dice) => joined(withLines(head, `transfer-encoding: ${dice.pick(['chunked', 'gzip', 'identity', 'chunked, chunked', 'xchunked', ' chunked'])}`), body, true),
  (head, body) => joined(withLines(withoutLength(head), 'transfer-encoding: chunked'), Buffer.concat([Buffer.from('fffffffffffffffff\r\n'), body]), true),
  // Headers again, too large, too many, or in forms that were given up.
  (head, body, dice) => joined(withLines(head, dice.pick(repeated)), body),
  (head, body, dice) => joined(withLines(head, `x-amz-meta-large: ${'x'.repeat(dice.pick([2_100, 8_000, 17_000, 70_000]))}`), body, true),
  (head, body, dice) => joined(withLines(head, ...Array.from({ length: dice.pick([50, 900, 2_500]) }, (_, index) => `x-h-${index}: ${index}`)), body, true),
  (head, body, dice) => joined(withLines(head, dice.pick([' folded: line', 'no colon', ': no name', 'spaced : name', 'a\0b: c', 'a: b\0c', 'é: é', 'a: \x01', 'upgrade: websocket', 'connection: upgrade', 'trailer: x', 'te: trailers', 'expect: 100-continue', 'expect: 200-ok', 'x-http-method-override: DELETE', `x: ${nastyText(dice)}`])), body, true),
  (head, body, dice) => joined(head.replace('HTTP/1.1', dice.pick(['HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'HTTP/9.9', 'HTTP', 'ICY/1.1', ''])), body, true),
  (head, body, dice) => joined(head.replace(/ \S+/, (path) => ` ${dice.pick(['http://127.0.0.1', 'http://other.example', '//other.example', '*', 'http:'])}${path.slice(1)}`), body),
  (head, body, dice) => joined(head.replaceAll('\r\n', dice.pick(['\n', '\r'])), body, true),
  (head, body, dice) => joined(head.replace(/host: [^\r]*/, `host: ${dice.pick(['', 'localhost', 'fuzzed.s3.amazonaws.com', '..s3.amazonaws.com', 'a b', '127.0.0.1:99999', 'iam.amazonaws.com', 's3.mars-1.amazonaws.com', `${'a'.repeat(300)}.localhost`, '\xff'])}`), body),
  // The signature, and what it stands on.
  (head, body, dice) => joined(head.replace(/Signature=[0-9a-f]{64}/, () => `Signature=${dice.pick([dice.bytes(32).toString('hex'), '', 'x', '0'.repeat(64), dice.bytes(31).toString('hex')])}`), body),
  (head, body, dice) => joined(head.replace(/authorization: [^\r]*/, (found) => scratched(found, dice)), body),
  (head, body, dice) => joined(head.replace(/\r\nauthorization: [^\r]*/, dice.pick(['', '\r\nauthorization: ', '\r\nauthorization: Basic YTpi', '\r\nauthorization: AWS muster:abc', '\r\nauthorization: AWS4-ECDSA-P256-SHA256 Credential=a/b/c/d/e'])), body),
  (head, body, dice) => joined(head.replace(/Credential=[^,&]*/, `Credential=${dice.pick(['', '/////', 'a/20260105/us-east-1/s3/aws4_request', 'muster/99999999/us-east-1/s3/aws4_request', '__proto__/20260105/us-east-1/constructor/aws4_request', '../../x'])}`), body),
  // A body that is another, while its framing is right.
  (head, body, dice) => joined(head, Buffer.from(body.map((byte) => (dice.once(10) ? dice.below(256) : byte)))),
  // A second request behind it, whole or not.
  (head, body, dice) => joined(head, Buffer.concat([body, Buffer.from(dice.pick(['GET / HTTP/1.1\r\nhost: localhost\r\n\r\n', 'GET / HTTP/1.1\r\n', 'garbage\r\n\r\n']))]), true),
];

export function changeWire(bytes: Buffer, dice: Dice): Outgoing {
  const end = bytes.indexOf('\r\n\r\n');
  return dice.pick(changes)(bytes.toString('latin1', 0, end), bytes.subarray(end + 4), dice);
}

/** A few bytes changed, put in, or taken out. */
function scratched(text: string, dice: Dice): string {
  let bytes = text;
  for (let count = 1 + dice.below(4); count > 0; count -= 1) {
    const at = dice.below(bytes.length + 1);
    bytes = bytes.slice(0, at) + (dice.once(3) ? '' : dice.bytes(1 + dice.below(2)).toString('latin1')) + bytes.slice(at + dice.below(2));
  }
  return bytes;
}
