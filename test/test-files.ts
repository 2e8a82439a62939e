/** Which test files the words of a command line stand for. */
import { globSync, statSync } from 'node:fs';

const ROOMS = ['aws', 'bench', 'cli', 'drill', 'evidence', 'experiments', 'infra', 'measure', 'plan', 'reports', 'standin', 'steps', 'test/house', 'time'];

/** Whole histories of real servers take minutes. They run when they are asked for, by this word, by their folder or by their name. */
const HISTORIES = 'histories';
const history = /-history\.test\.ts$/;

/** Folders stand for what lies below them, no words for all that stands beside the code. */
export function testFiles(words: readonly string[]): string[] {
  if (words.length === 0) return everywhere('*.test.ts').filter((file) => !history.test(file));
  if (words[0] === HISTORIES) return everywhere('*-history.test.ts');
  return globSync(words.map((word) => (isFile(word) ? word : `${word}/**/*.test.ts`))).sort();
}

function everywhere(name: string): string[] {
  return globSync(ROOMS.map((room) => `${room}/**/${name}`)).sort();
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
