/** Tokens that say where the next page begins, which are good for a quarter of an hour and for the question they answered. */
import { createHash } from 'node:crypto';
import { Duration } from '../../time/duration';
import { Instant } from '../../time/instant';
import { isJson } from '../is-json';
import { refusals } from './refusals';

/** Source: the GetResources reference. */
const goodFor = Duration.minutes(15);

/** The last item before the next page; `question` is everything else that was asked. */
export function pageToken(after: string, question: object, now: Instant): string {
  return Buffer.from(JSON.stringify([after, now.epochMilliseconds, digestOf(question)])).toString('base64url');
}

/** Where to go on; undefined at the beginning. Throws InvalidParameterException and PaginationTokenExpiredException. */
export function pageBegins(token: string | undefined, question: object, now: Instant): string | undefined {
  // AWS answers the last page with an empty one, and takes it as none.
  if (!token) return undefined;
  const text = Buffer.from(token, 'base64url').toString();
  const [after, at, of] = isJson(text) ? listed(JSON.parse(text)) : [];
  if (typeof after !== 'string' || !Number.isSafeInteger(at) || of !== digestOf(question)) throw refusals.badToken();
  if (now.isAfter(Instant.ofEpochMilliseconds(Number(at)).plus(goodFor))) throw refusals.oldToken();
  return after;
}

function listed(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function digestOf(question: object): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('base64url').slice(0, 16);
}
