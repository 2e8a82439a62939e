/** A request as the fuzzer holds it: everything as bytes that can be anything, written as text of one byte a character. */

export interface Crafted {
  /** The name of its operation, for reports. */
  operation: string;
  service: string;
  region: string;
  method: string;
  /** Still percent-encoded, with its leading slash. */
  path: string;
  /** Without its question mark. */
  query: string;
  headers: [name: string, value: string][];
  body: Buffer;
}

export function header({ headers }: Crafted, name: string): string | undefined {
  return headers.find(([other]) => other.toLowerCase() === name)?.[1];
}

export function setHeader(request: Crafted, name: string, value: string): void {
  dropHeader(request, name);
  request.headers.push([name, value]);
}

export function dropHeader(request: Crafted, name: string): void {
  request.headers = request.headers.filter(([other]) => other.toLowerCase() !== name);
}

/** Text as the bytes of its UTF-8, one a character. */
export function bytesOf(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** The request as it goes over the wire. */
export function onTheWire({ method, path, query, headers, body }: Crafted): Buffer {
  const line = `${method} ${path}${query === '' ? '' : `?${query}`} HTTP/1.1`;
  const head = [line, ...headers.map(([name, value]) => `${name}: ${value}`)].join('\r\n');
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'latin1'), body]);
}
