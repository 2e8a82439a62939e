/** XML as text: elements, and what has to be escaped in them. */

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#13;' };

/** Characters that XML does not have, S3 writes as references, which XML does not have either: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"\r\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, (character) => escapes[character] ?? `&#x${character.charCodeAt(0).toString(16)};`);
}

/** One element around text that is already XML. */
export function element(name: string, inner: string, attributes = ''): string {
  return inner === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${inner}</${name}>`;
}

/** One element around text that is not. */
export function textElement(name: string, text: string): string {
  return element(name, escapeXml(text));
}
