/** Paths in messages, as the book knows them: the same on every machine. */

/** Folders that runbooks and steps lie in, wherever the project does. */
const folders = ['features', 'steps'];

/** The path inside the book of a file that a message names; `runbooks` are the paths that the ledgers know. */
export function bookPath(uri: string, runbooks: readonly string[]): string {
  const path = uri.replace(/^file:\/\//, '').replaceAll('\\', '/');
  const runbook = runbooks.find((known) => path === known || path.endsWith(`/${known}`));
  if (runbook !== undefined) return runbook;
  const parts = path.split('/');
  const folder = parts.findLastIndex((part) => folders.includes(part));
  if (folder >= 0) return parts.slice(folder).join('/');
  const isElsewhere = path.startsWith('/') || path.startsWith('../') || /^[A-Za-z]:/.test(path) || parts.includes('node_modules');
  return isElsewhere ? (parts.at(-1) ?? path) : path;
}
