/** An experiment and how far it has got: plain data. */
import type { ExperimentActionStatus, ExperimentStatus } from '@aws-sdk/client-fis';
import type { Instant } from '../../../time/instant';
import type { Plan } from '../templates/template';

/** The old client knows all but these two. */
export type Status = ExperimentStatus | 'cancelled';
export type ActionStatus = ExperimentActionStatus | 'skipped';

export interface ExperimentError {
  accountId: string;
  code: string;
  location: string;
}

export interface ActionState {
  status: ActionStatus;
  reason?: string;
  started?: Instant;
  ended?: Instant;
}

export interface Experiment {
  id: string;
  arn: string;
  accountId: string;
  region: string;
  templateId: string;
  /** As the template was when the experiment began. */
  plan: Plan;
  actionsMode: 'run-all' | 'skip-all';
  tags: Readonly<Record<string, string>>;
  status: Status;
  reason?: string;
  error?: ExperimentError;
  actions: Readonly<Record<string, ActionState>>;
  /** The ARNs that each target came to, once it was looked up. */
  resolved: Readonly<Record<string, readonly string[]>>;
  created: Instant;
  started: Instant;
  ended?: Instant;
  token: string;
  asked: string;
}

const over: ReadonlySet<Status> = new Set(['completed', 'stopped', 'failed', 'cancelled']);

export function isOver({ status }: Experiment): boolean {
  return over.has(status);
}

const done: ReadonlySet<ActionStatus> = new Set(['completed', 'skipped', 'failed', 'cancelled', 'stopped']);

export function isDone({ status }: ActionState): boolean {
  return done.has(status);
}
