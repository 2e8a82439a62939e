/** Whether an answer is one that AWS could give: its status, its ids, and an error in the shape of its protocol. */
import type { Answer } from './wire-client';

/** What is wrong with an answer; undefined where nothing is. */
export function problemWith({ status, headers, body }: Answer, isHead: boolean): string | undefined {
  const isAllowed = (status >= 200 && status < 500) || status === 501;
  if (!isAllowed) return `status ${status}`;
  if (!headers.has('x-amz-request-id') && !headers.has('x-amzn-requestid')) return 'no request id';
  const type = headers.get('content-type') ?? '';
  const text = body.toString('utf8');
  if (status < 400 && !type.includes('xml') && !type.includes('json')) return undefined;
  if (isHead || body.length === 0) return status < 400 || isHead ? undefined : 'an error without a body';
  if (type.includes('cbor')) return headers.has('smithy-protocol') ? undefined : 'CBOR of no protocol';
  if (type.includes('json')) return problemWithJson(text, status);
  if (type.includes('xml')) return problemWithXml(text, status);
  return `an error of type "${type}"`;
}

/** The code of an error, for the count of them. */
export function codeOf({ headers, body }: Answer): string | undefined {
  const text = body.toString('utf8');
  return /<Code>([^<]*)<\/Code>/.exec(text)?.[1] ?? headers.get('x-amzn-query-error') ?? /"__type":"(?:[^"#]*#)?([^"]*)"/.exec(text)?.[1];
}

function problemWithJson(text: string, status: number): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return 'JSON that is no object';
    return status < 400 || '__type' in value || 'Code' in value || 'message' in value ? undefined : 'a JSON error without a type';
  } catch {
    return 'no JSON';
  }
}

const errorInXml = /^<\?xml version="1\.0" encoding="UTF-8"\?>\s*<(?:ErrorResponse|Error|Response)\b[\s\S]*<Code>[A-Za-z][A-Za-z0-9.]*<\/Code>[\s\S]*<Message>?/;

function problemWithXml(text: string, status: number): string | undefined {
  const malformed = illFormed(text);
  if (malformed) return `XML with ${malformed}`;
  return status < 400 || errorInXml.test(text) ? undefined : `an error in another shape: ${text.slice(0, 200)}`;
}

/** What keeps a document from being well-formed XML; character references are taken for what they are. */
function illFormed(text: string): string | undefined {
  if (/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(text)) return 'a character that XML does not have';
  const open: string[] = [];
  for (const [, before = '', close, name = '', attributes = '', empty] of text.matchAll(/([^<]*)<(\/?)([\w:.-]+|\?xml)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?|\?)>/g)) {
    if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)/.test(before + attributes)) return 'a bare ampersand';
    if (name === '?xml' || empty) continue;
    if (!close) open.push(name);
    else if (open.pop() !== name) return `</${name}> in the wrong place`;
  }
  const rest = text.replaceAll(/([^<]*)<(\/?)([\w:.-]+|\?xml)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?|\?)>/g, '');
  if (rest.trim() !== '') return `something that is no element: ${JSON.stringify(rest.slice(0, 80))}`;
  return open.length > 0 ? `<${open.at(-1)}> that is not closed` : undefined;
}
