/** What the stand-in's FIS can do: one kind of action each, with its parameters and the targets it takes. */
import type { Duration } from '../../../time/duration';
import type { Caller } from '../../service';

export interface Parameter {
  description: string;
  required: boolean;
  /** Throws `ValidationException` for a value that it cannot have. */
  check(value: string): void;
}

/** An action that is about to begin. */
export interface Begun {
  /** Tells this run of the action from all others. */
  key: string;
  /** FIS in the experiment's role. */
  caller: Caller;
  parameters: Readonly<Record<string, string>>;
  /** ARNs by the name that the action has for its target. */
  resources: Readonly<Record<string, readonly string[]>>;
}

export interface ActionKind {
  id: string;
  description: string;
  parameters: Readonly<Record<string, Parameter>>;
  /** The type of resource by the name that the action has for it. */
  targets: Readonly<Record<string, string>>;
  /** How long it goes on. */
  lasts(parameters: Readonly<Record<string, string>>): Duration;
  /** Throws ActionFailed where it cannot be done. */
  begin(begun: Begun): void;
  /** Undoes what it did: at its end, and when it is stopped. */
  end(begun: Pick<Begun, 'key' | 'resources'>): void;
}

/** Why an action failed, in words for its state. */
export class ActionFailed extends Error {}
