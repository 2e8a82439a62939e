/** Whole drills: how long a person waits for the book, and for a day of witnesses. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { medianOf } from './median';
import type { Row } from './row';

const BOOK_ROUNDS = 3;

/** What this needs of drill.json. */
interface Report {
  verdict: string;
  scenarios: { began: string; ended: string }[];
}

interface Drilled {
  wallSeconds: number;
  virtualSeconds: number;
}

export async function book(): Promise<Row[]> {
  const seconds = await medianOf(BOOK_ROUNDS, async () => (await drill([])).wallSeconds);
  return [{ what: 'the book, from sources', muster: `${seconds.toFixed(1)} s`, aim: 'under 60 s' }];
}

export async function dayOfWitnesses(): Promise<Row[]> {
  const { wallSeconds, virtualSeconds } = await drill([join('bench', 'day-of-witnesses.feature')]);
  return [
    { what: '24 virtual hours of witnesses, one every 10 s, and a restore', muster: `${wallSeconds.toFixed(1)} s`, aim: 'under 30 s' },
    { what: 'virtual seconds in one second', muster: `${Math.round(virtualSeconds / wallSeconds)}` },
  ];
}

/** Drills from the sources, and keeps nothing. Throws Error when the drill does not end met: a failure must not count as fast. */
async function drill(paths: readonly string[]): Promise<Drilled> {
  const out = mkdtempSync(join(tmpdir(), 'muster-bench-'));
  try {
    const begun = performance.now();
    const child = spawn(process.execPath, [join('cli', 'start.js'), 'drill', '--seed', '7', '--out', out, ...paths], { stdio: ['ignore', 'ignore', 'inherit'] });
    const [code] = (await once(child, 'exit')) as [number | null];
    const wallSeconds = (performance.now() - begun) / 1_000;
    if (code !== 0) throw new Error(`the drill of ${paths.join(', ') || 'the book'} ended with exit code ${code}`);
    const report = JSON.parse(readFileSync(join(out, readdirSync(out)[0] ?? '', 'drill.json'), 'utf8')) as Report;
    const virtualSeconds = report.scenarios.reduce((sum, { began, ended }) => sum + (Date.parse(ended) - Date.parse(began)) / 1_000, 0);
    return { wallSeconds, virtualSeconds };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
