/** Reads a body as XML 1.0 that is well-formed: the SDK's parser, made for answers of AWS's, lets much pass that AWS does not. */

const token =
  /<!--(?:(?!--)[\s\S])*-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(?<close>\/)(?<closed>[^\s<>/=!?'"]+)\s*>|<(?<opened>[^\s<>/=!?'"&;]+)(?:\s+[^\s<>/=!?'"]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*(?<empty>\/?)>|(?<text>[^<]+)/gy;
const noCharacters = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;
const bareAmpersand = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);)/;

/** The text of a document. Throws an Error where it is none: of anything behind its root, of a reference that nobody defined, of a document type. */
export function wellFormedXml(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  if (noCharacters.test(text)) throw new Error('there are characters in it that XML does not have');
  const open: string[] = [];
  let roots = 0;
  let at = 0;
  for (const { 0: whole, index, groups = {} } of text.matchAll(token)) {
    if (whole.startsWith('<![') || (groups.text ?? '').trim() !== '') checkInside(open, whole);
    if (whole.startsWith('<') && !whole.startsWith('<![') && bareAmpersand.test(whole)) throw new Error(`a bare ampersand in ${whole}`);
    if (groups.opened !== undefined) {
      if (open.length === 0) roots += 1;
      if (!groups.empty) open.push(groups.opened);
    } else if (groups.close && open.pop() !== groups.closed) throw new Error(`${whole} closes what is not open`);
    at = index + whole.length;
  }
  if (at < text.length || open.length > 0 || roots !== 1) throw new Error('it does not end where its one root does');
  return text;
}

/** Text stands inside of elements only, and references in it are XML's own. */
function checkInside(open: readonly string[], text: string): void {
  const isPlain = !text.startsWith('<![');
  if (open.length === 0 || (isPlain && (bareAmpersand.test(text) || text.includes(']]>')))) throw new Error('there is text in it that is none');
}
