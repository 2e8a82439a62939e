/** How witness events and read-back findings are spelled in side files. */
import { Refused } from '../measure/endings';
import type { WitnessEvent } from '../measure/witness-history';
import { Instant } from '../time/instant';
import type { Json } from './entry';

/** The side file of a component's witness writer, and that of its independent reader. */
export const witnessFileName = (component: string): string => `witnesses-${component}.jsonl`;
export const readBackFileName = (component: string): string => `read-back-${component}.jsonl`;

export function witnessRecord({ witness, event, operation, at, digest }: WitnessEvent): Json {
  return { at: at.toString(), digest, event, operation, witness };
}

export function readBackRecord(witness: number, digest: string): Json {
  return { digest, witness };
}

/** Throws Refused on a record that no writer of ours can have made. */
export function parseWitnessRecord(record: Json): WitnessEvent {
  const { at, digest, event, operation, witness } = members(record);
  if (event !== 'attempted' && event !== 'acknowledged' && event !== 'failed') throw strange(record);
  if (operation !== 'write' && operation !== 'delete') throw strange(record);
  if (typeof at !== 'string' || typeof witness !== 'number' || (digest !== null && typeof digest !== 'string')) throw strange(record);
  return { at: Instant.parse(at), digest, event, operation, witness };
}

/**
 * What the reader found, by witness number. A number found twice with different content is damage;
 * it gets a digest that no content has.
 */
export function parseReadBack(records: readonly Json[]): Map<number, string> {
  const found = new Map<number, string>();
  for (const record of records) {
    const { digest, witness } = members(record);
    if (typeof digest !== 'string' || typeof witness !== 'number') throw strange(record);
    const other = found.get(witness);
    found.set(witness, other === undefined || other === digest ? digest : `${other} and ${digest}`);
  }
  return found;
}

function members(record: Json): { readonly [key: string]: Json } {
  if (record === null || typeof record !== 'object' || Array.isArray(record)) throw strange(record);
  // What is left of Json after the line above; Array.isArray does not narrow readonly arrays away.
  return record as { readonly [key: string]: Json };
}

function strange(record: Json): Refused {
  return new Refused(`A witness record reads ${JSON.stringify(record)}, which no version of Muster writes; nothing can be judged from it.`);
}
