/** An experiment template, as it is kept and as experiments copy it: plain data. */
import type { Instant } from '../../../time/instant';

export interface StopCondition {
  source: 'none' | 'aws:cloudwatch:alarm';
  /** The alarm's ARN. */
  value?: string;
}

export interface Target {
  resourceType: string;
  /** Either these or tags. */
  resourceArns?: string[];
  resourceTags?: Readonly<Record<string, string>>;
  /** `ALL`, `COUNT(n)`, `PERCENT(n)`. */
  selectionMode: string;
}

export interface Action {
  actionId: string;
  description?: string;
  parameters: Readonly<Record<string, string>>;
  /** By the name that the action has for it, the name of a target. */
  targets: Readonly<Record<string, string>>;
  startAfter?: readonly string[];
}

/** What is written by whoever makes a template. */
export interface Plan {
  description: string;
  stopConditions: readonly StopCondition[];
  targets: Readonly<Record<string, Target>>;
  actions: Readonly<Record<string, Action>>;
  roleArn: string;
  emptyTargets: 'fail' | 'skip';
}

export interface Template {
  id: string;
  arn: string;
  accountId: string;
  region: string;
  plan: Plan;
  tags: Readonly<Record<string, string>>;
  created: Instant;
  /** What made it, so that the same call makes no other. */
  token: string;
  asked: string;
}
