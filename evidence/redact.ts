/** Keeps secrets out of the evidence: by the name they go under, by the shape they have, and by value once they are known. */

export const redacted = '[redacted]';

/** Names whose value is a secret, unless the name says that it only points at one. */
const secretName = /passw(or)?d|passphrase|secret|authorization|credential|private_?-?key|session_?-?token|security_?-?token|api_?-?key|^token$/i;
const pointer = /(arn|name|id|version|status)$/i;

/** What is replaced inside text, whatever it stands under. The first group, where there is one, is kept. */
const secretShapes: readonly RegExp[] = [
  /(\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:)[^\s/@]+(?=@)/gi,
  /((?<![:\w-])(?:[a-z_-]*password|passwd|pwd|secret|[a-z_-]*token)["']?\s*[=:]\s*["']?)(?!\[redacted\])[^\s"'&;,]+/gi,
  /(--[a-z-]*(?:password|secret|secret-string|auth-token)[ =])(?:'[^']*'|"[^"]*"|\S+)/gi,
  /(\bpassword\s+)'(?:[^']|'')*'/gi,
  /(\bX-Amz-(?:Signature|Security-Token|Credential)=)[^\s&"']+/gi,
  /(\b(?:AWS4-HMAC-SHA256|Bearer|Basic)\s+)[A-Za-z0-9+/=_.,-]{8,}[^\n"']*/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g,
];

/** A secret shorter than this would also be found in innocent words. */
const shortestSecret = 6;

export class Redactor {
  readonly #known = new Set<string>();

  /** From now on `secret` is replaced wherever it occurs, also percent-encoded, in Base64 or escaped. Throws RangeError when it is too short to look for. */
  register(secret: string): void {
    if (secret.length < shortestSecret) throw new RangeError(`a secret of fewer than ${shortestSecret} characters cannot be told from ordinary text`);
    for (const form of [secret, encodeURIComponent(secret), base64(secret), JSON.stringify(secret).slice(1, -1), secret.replaceAll("'", "''")]) {
      this.#known.add(form);
    }
  }

  /** The same plain data without its secrets; nothing is changed in place. */
  redact<T>(value: T): T {
    // The shape stays as it was: text is replaced by text, and a member under a secret's name was never needed for its value.
    return this.#clean(value) as T;
  }

  text(value: string): string {
    let clean = value;
    // Longest first, or the beginning of one secret that is part of another would leave the rest standing.
    for (const secret of [...this.#known].sort((a, b) => b.length - a.length)) clean = clean.replaceAll(secret, redacted);
    for (const shape of secretShapes) {
      clean = clean.replace(shape, (_all, kept: unknown) => (typeof kept === 'string' ? kept : '') + redacted);
    }
    return clean;
  }

  #clean(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map((item) => this.#clean(item));
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [this.text(key), this.#member(key, member)]));
  }

  #member(key: string, value: unknown): unknown {
    const isSecret = secretName.test(key) && !pointer.test(key) && value !== null && typeof value !== 'boolean';
    return isSecret ? redacted : this.#clean(value);
  }
}

function base64(secret: string): string {
  return Buffer.from(secret, 'utf8').toString('base64').replace(/=+$/, '');
}
