/** The digest that names exactly one text of a plan or runbook. */
import { createHash } from 'node:crypto';

/** SHA-256 of the text with line ends as `\n`, so that a checkout on another system has the same: `sha256:` and hex. */
export function textDigest(text: string): string {
  return `sha256:${createHash('sha256').update(text.replaceAll('\r\n', '\n'), 'utf8').digest('hex')}`;
}
