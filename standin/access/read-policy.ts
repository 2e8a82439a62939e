/** Policies from the text that people write. */
import type { PolicyDocument } from './policy-document';

/** The document of a text that was held to be a policy before; the same document each time for the same text. */
export function readPolicy(text: string): PolicyDocument {
  // The text was checked by the grammar of policies when it was taken in.
  return JSON.parse(text) as PolicyDocument;
}
