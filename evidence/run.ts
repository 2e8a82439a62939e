/** The folder of one run: what is in it, and the one digest that stands for all of it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Refused } from '../measure/endings';
import { canonical, sha256 } from './canonical';
import type { Json, TargetKind } from './entry';

export const runFileName = 'run.json';

export interface Run {
  schema: 'urn:muster:run:1';
  run: string;
  target: TargetKind;
  seed: number;
  /** Ids of its drills in book order; each is a folder in `drills/`. */
  drills: readonly string[];
  /** Digest of the drills' heads in that order. */
  head: string;
}

/** A run's head: SHA-256 over its drills' heads in book order, each followed by a newline. */
export function runHead(heads: readonly string[]): string {
  return sha256(heads.map((head) => `${head}\n`).join(''));
}

export function drillFolder(runFolder: string, drill: string): string {
  return join(runFolder, 'drills', drill);
}

/** Writes `run.json`, making the folder if need be. Throws Refused. */
export function writeRun(runFolder: string, run: Run): void {
  const path = join(runFolder, runFileName);
  try {
    mkdirSync(runFolder, { recursive: true });
    writeFileSync(path, `${canonical(run)}\n`);
  } catch (cause) {
    throw new Refused(`Could not write ${path}: ${reason(cause)}. The drills' own ledgers stand; make room and run \`muster report\` on the folder.`, { cause });
  }
}

/** Reads `run.json`. Throws Refused when it is missing or is not one. */
export function readRun(runFolder: string): Run {
  const path = join(runFolder, runFileName);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new Refused(`${path} cannot be read as a run (${reason(cause)}). Give the folder of a finished run, or its id.`, { cause });
  }
  if (isRun(value)) return value;
  throw new Refused(`${path} is not a run of the form urn:muster:run:1. It was edited, or another version of Muster wrote it.`);
}

/** The folder of a run that is given by path or by id; `outFolder` is where runs are kept. Throws Refused when there is none. */
export function locateRun(pathOrId: string, outFolder: string): string {
  const isPath = basename(pathOrId) === runFileName ? dirname(pathOrId) : pathOrId;
  const found = [resolve(isPath), resolve(outFolder, pathOrId)].find((folder) => existsSync(join(folder, runFileName)));
  if (found) return found;
  const known = runsIn(outFolder);
  throw new Refused(
    `There is no run "${pathOrId}": neither ${resolve(isPath)} nor ${resolve(outFolder, pathOrId)} holds a ${runFileName}. ` +
      (known.length ? `Runs in ${outFolder}: ${known.slice(-5).join(', ')}.` : `There are no runs in ${outFolder} yet; \`muster drill\` makes one.`),
  );
}

/** The id of the newest run in `outFolder`: ids begin with their date. Throws Refused when there is none. */
export function newestRun(outFolder: string): string {
  const run = runsIn(outFolder).at(-1);
  if (run !== undefined) return run;
  throw new Refused(`There are no runs in ${outFolder} yet; \`muster drill\` makes one.`);
}

function runsIn(outFolder: string): string[] {
  if (!existsSync(outFolder) || !statSync(outFolder).isDirectory()) return [];
  return readdirSync(outFolder).filter((name) => existsSync(join(outFolder, name, runFileName))).sort();
}

function isRun(value: unknown): value is Run {
  if (typeof value !== 'object' || value === null) return false;
  // Every member that is used is looked at below.
  const { schema, run, target, seed, drills, head } = value as { [key: string]: Json };
  return (
    schema === 'urn:muster:run:1' &&
    typeof run === 'string' &&
    (target === 'aws' || target === 'stand-in') &&
    typeof seed === 'number' &&
    Array.isArray(drills) &&
    drills.every((drill) => typeof drill === 'string' && /^[\w.-]+$/.test(drill) && !/^\.+$/.test(drill)) &&
    typeof head === 'string'
  );
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
