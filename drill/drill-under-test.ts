/** For tests: a real drill on a stand-in of its own, with its ledger in a folder that goes when the test is over. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EntryOf } from '../evidence/entry';
import { readLedger } from '../evidence/read';
import { provision, provisionUndo } from '../infra/provision';
import type { Component, Plan } from '../plan/plan';
import type { Drill } from './drill';
import { protect } from './phases/protect';
import { openDrill, type OpenDrill } from './run/open-drill';
import type { Progress } from './run/progress';
import type { Runbook } from './run/runbook';
import type { UndoAction } from './undo';

export interface DrillUnderTest extends AsyncDisposable {
  drill: Drill;
  opened: OpenDrill;
  /** The folder of the run. */
  folder: string;
  progress: Progress[];
  /** Stops the drill, as Ctrl-C does. */
  stop(reason: unknown): void;
  /** The entries of one kind that its ledger holds by now. */
  entries<Kind extends Parameters<Drill['record']>[0]['kind']>(kind: Kind): EntryOf<Kind>[];
  /** Lets time pass for something that is no step. */
  during<T>(main: () => Promise<T>): Promise<T>;
}

export interface DrillOptions {
  undoActions?: Readonly<Record<string, UndoAction>>;
  mischief?: readonly string[];
  protection?: boolean;
  seed?: number;
}

export const runbook: Runbook = {
  drill: 'data-corruption.test.3', scenario: 'A test', feature: 'data-corruption/test.feature', line: 3, class: 'data-corruption', digest: '', components: ['invoices'], protection: false, regionLost: false, mischief: [],
};

export async function drillUnderTest({ undoActions = {}, mischief = [], protection = false, seed = 1 }: DrillOptions = {}): Promise<DrillUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'muster-test-'));
  const stop = new AbortController();
  const progress: Progress[] = [];
  const handed = { undoActions: { ...provisionUndo, ...undoActions }, signal: stop.signal, progress: (event: Progress) => void progress.push(event) };
  const settings = { folder, seed, plan: join('infra', 'plan.yaml') };
  const opened = await openDrill(settings, { ...runbook, mischief, protection }, handed);
  const { drill } = opened;
  return {
    drill,
    opened,
    folder,
    progress,
    stop: (reason) => stop.abort(reason),
    // The filter lets through entries of that kind alone, which TypeScript does not see.
    entries: (kind) => readLedger(drill.ledger.path).filter((entry) => entry.kind === kind) as EntryOf<typeof kind>[],
    during: (main) => drill.clock.during(main),
    [Symbol.asyncDispose]: async () => {
      for (const { recoverable } of drill.subjects) await drill.clock.during(() => recoverable.close());
      await opened.close();
      drill.ledger.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function componentOf({ components }: Plan, name: string): Component {
  const component = components.find((one) => one.name === name);
  if (!component) throw new Error(`the plan of the tests has no ${name}`);
  return component;
}

/** Makes a component of the plan real and takes it into the drill. */
export async function protectUnderTest(drill: Drill, name: string): Promise<void> {
  await protect(drill, componentOf(drill.plan, name), provision);
}
