/** Domain names as Route 53 writes and orders them. */

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html: in lower case, with a dot at the end, and what is unusual in octal. */
export function normalized(name: string): string {
  const escaped = name.toLowerCase().replace(/\\(?:([0-7]{3})|(.))|([^a-z0-9\-_.\\])/gs, (_, octal: string | undefined, quoted: string | undefined, plain: string | undefined) =>
    octal === undefined ? octalOf(quoted ?? plain ?? '') : `\\${octal}`,
  );
  return escaped.endsWith('.') ? escaped : `${escaped}.`;
}

function octalOf(character: string): string {
  return `\\${(character.codePointAt(0) ?? 0).toString(8).padStart(3, '0')}`;
}

/** What is wrong with a normalized name, in Route 53's words; undefined where nothing is. */
export function problemOf(name: string): string | undefined {
  const plain = name.replace(/\\[0-7]{3}/g, '*');
  const labels = plain.slice(0, -1).split('.');
  if (labels.some((label) => label.length === 0)) return `FATAL problem: DomainLabelEmpty (Domain label is empty) encountered with '${name}'`;
  if (labels.some((label) => label.length > 63)) return `FATAL problem: DomainLabelTooLong (Domain label is too long) encountered with '${name}'`;
  if (plain.length > 255) return `FATAL problem: DomainNameTooLong (Domain name is too long) encountered with '${name}'`;
  return /\\(?![0-7]{3})/.test(name) || /[^\x20-\x7e]/.test(name) ? `FATAL problem: UnsupportedCharacter (Value contains unsupported characters) encountered with '${name}'` : undefined;
}

/** Whether a normalized name is a zone's own or below it. */
export function isWithin(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}

/** Names are ordered by their labels from the last to the first: `com.example.www.` */
export function compareNames(a: string, b: string): number {
  return compareTexts(turned(a), turned(b));
}

export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function turned(name: string): string {
  return `${name.slice(0, -1).split('.').reverse().join('.')}.`;
}
