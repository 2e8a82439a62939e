/** A strict reader of the XML that the reports write, for tests: it throws on what is not well-formed. */

export interface Element {
  name: string;
  attributes: Readonly<Record<string, string>>;
}

const token = /<\?xml[^?]*\?>|<\/([\w-]+)>|<([\w-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** Every element in document order. */
export function elementsOf(xml: string): Element[] {
  const elements: Element[] = [];
  const open: string[] = [];
  let end = 0;
  for (const [whole, closed, opened, attributes = '', empty, text = ''] of xml.matchAll(token)) {
    end += whole.length;
    if (closed && open.pop() !== closed) throw new SyntaxError(`</${closed}> closes what was not open`);
    if (opened) elements.push({ name: opened, attributes: attributesOf(attributes) });
    if (opened && !empty) open.push(opened);
    unescaped(text);
  }
  if (end !== xml.length) throw new SyntaxError(`not XML at ${JSON.stringify(xml.slice(end, end + 60))}`);
  if (open.length) throw new SyntaxError(`<${open.join('><')}> is not closed`);
  return elements;
}

function attributesOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name = '', value = '']): [string, string] => [name, unescaped(value)]);
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length) throw new SyntaxError(`an attribute stands twice in ${text}`);
  return Object.fromEntries(pairs);
}

function unescaped(text: string): string {
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text)) throw new SyntaxError('a character that XML cannot hold');
  return text.replace(/&([^;]*);?/g, (_, name: string) => {
    const character = entities[name];
    if (character === undefined) throw new SyntaxError(`no entity &${name};`);
    return character;
  });
}
