/** Opens a drill: reads its plan, begins its ledger, opens what it runs on, passes the guards. */
import { join } from 'node:path';
import { Services } from '../../aws/services';
import { openTarget } from '../../aws/target';
import type { CallEntry } from '../../evidence/entry';
import { openLedger } from '../../evidence/ledger';
import { Redactor } from '../../evidence/redact';
import { drillFolder } from '../../evidence/run';
import { readPlan } from '../../plan/read';
import type { Component } from '../../plan/plan';
import { assertRegionLostPlanned, withRegionLost } from '../../plan/region-lost';
import { Drill } from '../drill';
import { passGuards } from './guards';
import type { Progress } from './progress';
import type { Runbook } from './runbook';
import { Undo, type UndoAction } from '../undo';

/** How the drills of a run are to be done; the same for all of them. */
export interface RunSettings {
  /** The run's folder. */
  folder: string;
  seed: number;
  /** Path of the plan. */
  plan: string;
  /** A `muster standin` elsewhere, in place of one in this process. */
  endpoint?: string;
}

/** What is handed to a drill from outside. */
export interface Handed {
  undoActions: Readonly<Record<string, UndoAction>>;
  signal: AbortSignal;
  progress: (event: Progress) => void;
}

export interface OpenDrill {
  drill: Drill;
  /** What went wrong in the target by a fault of its own. */
  faults(): readonly string[];
  /** Lets go of what the drill ran on. */
  close(): Promise<void>;
}

/** Throws Refused when the plan is wrong, the target cannot be had, the ledger cannot be written, or a guard says no. */
export async function openDrill(settings: RunSettings, runbook: Runbook, handed: Handed): Promise<OpenDrill> {
  const plan = runbook.regionLost ? withRegionLost(readPlan(settings.plan)) : readPlan(settings.plan);
  const component = plan.components.find(({ name }) => runbook.components.includes(name));
  if (component && runbook.regionLost) assertRegionLostPlanned(component);
  const target = await openTarget({ seed: settings.seed, drill: runbook.drill, mischief: runbook.mischief, endpoint: settings.endpoint });
  try {
    const folder = drillFolder(settings.folder, runbook.drill);
    const redactor = new Redactor();
    const ledger = openLedger(join(folder, 'ledger.jsonl'), () => target.clock.now(), redactor);
    const undo = new Undo(ledger, handed.undoActions);
    const record = (entry: CallEntry): void => {
      ledger.append(entry);
      handed.progress({ type: 'tick', at: entry.answered });
    };
    const services = new Services(target, record, (secret) => redactor.register(secret), handed.signal);
    const drill = new Drill({ id: runbook.drill, seed: settings.seed, plan, folder, ledger, services, undo, ...handed });
    ledger.append({
      kind: 'plan',
      drill: runbook.drill,
      scenario: runbook.scenario,
      feature: runbook.feature,
      line: runbook.line,
      class: runbook.class,
      plan: { name: plan.name, version: plan.version, digest: plan.digest },
      runbookDigest: runbook.digest,
      ...promisesOf(component, runbook),
      owner: component?.owner ?? plan.owner,
      target: target.kind,
      seed: settings.seed,
      mischief: [...runbook.mischief],
    });
    const { scenario, feature } = runbook;
    const at = target.clock.now().toString();
    handed.progress({ type: 'begun', scenario, feature, component: component?.name ?? null, rtoSeconds: (!runbook.protection && component?.objectives.rto.seconds) || null, at });
    return { drill, faults: () => target.faults(), close: () => target.close() };
  } catch (error) {
    await target.close();
    throw error;
  }
}

/** Passes the guards for the regions of the components that the runbook names. Throws Refused. */
export async function guardDrill(drill: Drill, runbook: Runbook): Promise<void> {
  const components = drill.plan.components.filter(({ name }) => runbook.components.includes(name));
  await drill.step('protect', () => passGuards(drill, components.flatMap(regionsOf)));
}

function regionsOf(component: Component): string[] {
  const copy = 'backup' in component ? component.backup?.copy : undefined;
  const replica = 'replica' in component ? component.replica : undefined;
  return [...new Set([component, replica, copy].flatMap((place) => place?.region ?? []))];
}

function promisesOf(component: Component | undefined, { protection }: Runbook): { component: string | null; objectives: { rtoSeconds: number; rpoSeconds: number | null } | null } {
  if (!component) return { component: null, objectives: null };
  if (protection) return { component: component.name, objectives: null };
  const { rto, rpo } = component.objectives;
  return { component: component.name, objectives: { rtoSeconds: rto.seconds, rpoSeconds: rpo ? rpo.seconds : null } };
}
