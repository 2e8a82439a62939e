/** Reads the book before anything is created, and says everything that is wrong with it at its place. */
import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { Writable } from 'node:stream';
import { type IRunOptions, type ISupportCodeLibrary, loadConfiguration, loadSources, runCucumber } from '@cucumber/cucumber/api';
import { Refused } from '../measure/endings';
import type { Plan } from '../plan/plan';
import { fromSources, ownOrShipped, packageRoot } from './package-root';
import { sentenceProblems } from './sentences';

export interface BookRequest {
  /** Features or folders, with `:line` where one scenario is meant; the whole book when empty. */
  paths: readonly string[];
  tags: string;
}

export interface Book {
  /** How many scenarios are to be drilled. */
  scenarios: number;
  /** What Cucumber is to be run with; formats and world parameters are still to be said. */
  options: IRunOptions;
}

/** Reads features and steps. Throws Refused, with one message that names every place, when there is nothing to drill or something cannot be. */
export async function readBook(request: BookRequest, plan: Plan): Promise<Book> {
  const paths = request.paths.length > 0 ? request.paths : [join(ownOrShipped('features'), '!(red)', '**', '*.feature')];
  missing(request.paths);
  const { runConfiguration } = await loadConfiguration({ file: false, provided: { paths: paths.map(slashes), tags: request.tags, ...support() } }, quiet());
  const { plan: planned, errors } = await sources(request, () => loadSources(runConfiguration.sources, quiet()));
  refuse(errors.map(({ uri, location, message }) => `${uri}:${location.line}: ${message}`));
  if (planned.length === 0) throw new Refused(nothingMatches(request));
  const { envelopes, library } = await dryRun(runConfiguration);
  refuse(await sentenceProblems(envelopes, library, plan));
  return { scenarios: planned.length, options: { ...runConfiguration, support: library } };
}

/** Where the steps are, compiled or not. */
function support(): { requireModule: string[]; require: string[] } {
  const steps = (folder: string, extension: string): string => slashes(join(packageRoot, folder, `**/!(*.test).${extension}`));
  return fromSources
    ? { requireModule: [require.resolve('ts-node/register')], require: [steps('steps', 'ts')] }
    : { requireModule: [], require: [steps('dist/steps', 'js')] };
}

async function dryRun(configuration: IRunOptions): Promise<{ envelopes: Envelopes; library: ISupportCodeLibrary }> {
  const envelopes: Envelopes = [];
  const runtime = { ...configuration.runtime, dryRun: true };
  const formats = { stdout: 'progress', files: {}, publish: false as const, options: {} };
  const { support: library } = await runCucumber({ ...configuration, runtime, formats }, quiet(), (envelope) => envelopes.push(envelope));
  return { envelopes, library };
}

type Envelopes = Parameters<NonNullable<Parameters<typeof runCucumber>[2]>>[0][];

/** Cucumber's own words go nowhere: what it finds is said by us, once. */
export function quiet(): { stdout: Writable; stderr: Writable } {
  const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });
  return { stdout: nowhere(), stderr: nowhere() };
}

function missing(paths: readonly string[]): void {
  const gone = paths.find((path) => !/[*?{[]/.test(path) && !existsSync(path.replace(/(:\d+)+$/, '')));
  if (gone !== undefined) throw new Refused(`There is no "${gone}". Give a feature file, a folder of them, or FILE:LINE for one scenario. Nothing was touched.`);
}

/** A tag expression that cannot be read is the person's mistake, and Cucumber's error says only which characters it tripped over. */
async function sources<T>({ tags }: BookRequest, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    if (!tags) throw cause;
    throw new Refused(`--tags "${tags}" cannot be read: ${cause instanceof Error ? cause.message : String(cause)} Write it like "@risk:R-07 and not @slow".`, { cause });
  }
}

function nothingMatches({ paths, tags }: BookRequest): string {
  const asked = [paths.length ? `the paths ${paths.join(', ')}` : 'the book', tags ? `the tags ${tags}` : ''].filter((text) => text !== '').join(' with ');
  return `No scenario matches ${asked}. Loosen --tags, or give other paths. Nothing was touched.`;
}

function refuse(problems: readonly string[]): void {
  if (problems.length === 0) return;
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  throw new Refused(`The book has ${count}, so no drill begins and nothing was touched:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
}

function slashes(path: string): string {
  const below = relative(process.cwd(), path);
  return (below.startsWith('..') ? path : below).split(sep).join('/');
}
