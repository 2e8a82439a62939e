/** Reads off a scenario what its drill needs to know of it. */
import { readFileSync } from 'node:fs';
import type { GherkinDocument, Pickle } from '@cucumber/messages';
import type { Runbook } from '../../drill/run/runbook';
import { textDigest } from '../../plan/digest';

const mischiefTag = '@mischief:';
const protectionTag = '@protection';
const regionLostTag = '@region-lost';

export function readRunbook(pickle: Pickle, document: GherkinDocument): Runbook {
  const feature = pathInBook(pickle.uri);
  const folders = feature.split('/');
  const line = lineOf(pickle, document);
  return {
    drill: `${nameOf(feature)}.${line}`,
    scenario: pickle.name,
    feature,
    line,
    class: folders.length > 1 ? (folders[0] ?? '') : '',
    digest: textDigest(readFileSync(pickle.uri, 'utf8')),
    components: pickle.steps.flatMap(({ text }) => [...text.matchAll(/"([^"]*)"/g)].map(([, name]) => name ?? '')),
    protection: pickle.tags.some(({ name }) => name === protectionTag),
    regionLost: pickle.tags.some(({ name }) => name === regionLostTag),
    mischief: pickle.tags.filter(({ name }) => name.startsWith(mischiefTag)).map(({ name }) => name.slice(mischiefTag.length)),
  };
}

/** The path as one name for a folder. Where characters have to be replaced a digest keeps apart what would then be the same. */
function nameOf(feature: string): string {
  const path = feature.replace(/\.feature$/, '');
  const name = path.replace(/[^\w/-]/g, '-').replaceAll('/', '.');
  return /^[\w/-]*$/.test(path) ? name : `${name}-${textDigest(path).slice('sha256:'.length).slice(0, 8)}`;
}

/** The path below the book's folder `features`, so that no record depends on where the book lies. */
function pathInBook(uri: string): string {
  const parts = uri.replaceAll('\\', '/').split('/');
  return parts.slice(parts.lastIndexOf('features') + 1).join('/');
}

/** The line of the scenario, or of the row of examples that it was made from. */
function lineOf(pickle: Pickle, document: GherkinDocument): number {
  const made = pickle.astNodeIds.at(-1);
  const children = (document.feature?.children ?? []).flatMap((child) => [child, ...(child.rule?.children ?? [])]);
  const scenarios = children.flatMap(({ scenario }) => (scenario ? [scenario] : []));
  const rows = scenarios.flatMap(({ examples }) => examples.flatMap(({ tableBody }) => tableBody));
  return [...scenarios, ...rows].find(({ id }) => id === made)?.location.line ?? 0;
}
