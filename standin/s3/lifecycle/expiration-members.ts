/** What an answer says of when lifecycle will remove an object or end an upload. */
import type { Bucket } from '../buckets/bucket';
import { Instant } from '../../../time/instant';
import type { ObjectVersion } from '../keys/version';
import type { Upload } from '../multipart/uploads';
import { compiledRules, dueAt, isFor, type CompiledRule } from './compiled-rules';

/** The last date that can be written, in milliseconds since the epoch; of what is due behind it nothing is said. */
const lastDate = 8.64e15;

/** Of several rules the one that is due first is named, and of several at once the first. */
export function expirationMembers(bucket: Bucket, key: string, version: ObjectVersion): { Expiration?: string } {
  const { lifecycle } = bucket.settings;
  if (!lifecycle) return {};
  const created = version.modified.epochMilliseconds;
  const first = earliest(compiledRules(lifecycle), (rule) => (rule.expiration && isFor(rule, key, version) ? dueAt(rule.expiration, created) : undefined));
  return first ? { Expiration: `expiry-date="${first.at.toDate().toUTCString()}", rule-id="${headerSafe(first.rule.id)}"` } : {};
}

export function abortMembers(bucket: Bucket, { key, initiated }: Upload): { AbortDate?: Date; AbortRuleId?: string } {
  const from = initiated.epochMilliseconds;
  const rules = compiledRules(bucket.settings.lifecycle);
  const first = earliest(rules, ({ abort, prefix }) => (abort && key.startsWith(prefix) ? dueAt(abort, from) : undefined));
  return first ? { AbortDate: first.at.toDate(), AbortRuleId: headerSafe(first.rule.id) } : {};
}

function earliest(rules: readonly CompiledRule[], dueOf: (rule: CompiledRule) => number | undefined): { rule: CompiledRule; at: Instant } | undefined {
  let found: { rule: CompiledRule; at: number } | undefined;
  for (const rule of rules) {
    const at = dueOf(rule);
    if (at !== undefined && at <= lastDate && (!found || at < found.at)) found = { rule, at };
  }
  return found && { rule: found.rule, at: Instant.ofEpochMilliseconds(found.at) };
}

/** Ids stand in headers as they are, spaces and all; what a header cannot hold is encoded as in an address. */
function headerSafe(id: string): string {
  return id.replace(/[^\x20-\x7E]+|"+/gu, (text) => encodeURIComponent(text.toWellFormed()));
}
