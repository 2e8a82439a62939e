/** `allure-results/`: what Allure makes its site from. */
import { timeBase } from '../drill-json';
import type { ReportModel } from '../model';
import { allureResult, uuidOf } from './result';
import { categories } from './status';
import { stepsByDrill } from './steps';

/** A file of the folder: its text, or the file of the run's folder that it is a copy of. */
export type AllureFile = { name: string; text: string } | { name: string; copyOf: string };

/** The files of the folder. `messages` is the run's `messages.ndjson`, in drill time. */
export function allureResults(model: ReportModel, messages: string): AllureFile[] {
  const steps = stepsByDrill(messages, model.drills);
  const results = model.drills.flatMap((drill): AllureFile[] => {
    const ledger = `${uuidOf(`${model.head} ${drill.id} ledger`)}-attachment.jsonl`;
    const result = allureResult(model, drill, steps.get(drill.id) ?? [], ledger);
    return [{ name: `${uuidOf(`${model.head} ${drill.id}`)}-result.json`, text: json(result) }, { name: ledger, copyOf: drill.ledger.path }];
  });
  return [...results, { name: 'categories.json', text: json(categories) }, { name: 'environment.properties', text: environment(model) }];
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}

function environment({ target, run, seed, head }: ReportModel): string {
  const lines: [string, string][] = [['Time', timeBase(target).note], ['Target', target === 'stand-in' ? 'stand-in (REHEARSAL)' : 'AWS'], ['Run', run], ['Seed', String(seed)], ['Head', head]];
  return lines.map(([key, value]) => `${key} = ${propertyValue(value)}\n`).join('');
}

/** Java reads property files as Latin-1 and takes a backslash for an escape. */
function propertyValue(text: string): string {
  return text.replace(/[\\\r\n]|[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
