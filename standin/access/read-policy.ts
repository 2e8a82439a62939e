/** Policies from the text that people wrote. */
import { normalDocument } from './documents/normal-document';
import type { PolicyDocument } from './policy-document';

const documents = new Map<string, PolicyDocument>();

/** Enough for every policy of a world that people work with; beyond it they are read anew. */
const most = 1_000;

/** The document of a text that was held to be a policy when it was taken in. The same text gives the same document, as long as it is at hand. */
export function readPolicy(text: string): PolicyDocument {
  let document = documents.get(text);
  if (!document) {
    if (documents.size >= most) documents.clear();
    // `parsePolicy` took it for a policy before anybody kept it.
    document = normalDocument(JSON.parse(text) as Record<string, unknown>);
    documents.set(text, document);
  }
  return document;
}
