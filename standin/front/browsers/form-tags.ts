/** The tags of a form, which are XML there, as the header that they are elsewhere. */
import { AwsError } from '../../aws-error';

const escapes: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' };

/** `<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>` as `a=1`. Throws `MalformedXML`. */
export function tagsOfXml(xml: string): string {
  const set = /^\s*(?:<\?xml[^>]*>\s*)?<Tagging[^>]*>\s*(?:<TagSet\s*\/>|<TagSet>(.*)<\/TagSet>)\s*<\/Tagging>\s*$/s.exec(xml);
  if (!set) throw malformed();
  const tags: string[] = [];
  const rest = (set[1] ?? '').replace(/<Tag>\s*<Key>([^<]*)<\/Key>\s*<Value>([^<]*)<\/Value>\s*<\/Tag>/g, (_whole, key: string, value: string) => {
    tags.push(`${encodeURIComponent(plain(key))}=${encodeURIComponent(plain(value))}`);
    return '';
  });
  if (rest.trim() !== '') throw malformed();
  return tags.join('&');
}

function plain(text: string): string {
  return text.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => escapes[entity] ?? entity);
}

function malformed(): AwsError {
  return new AwsError('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');
}
