/** What a drill tells whoever watches it; nothing depends on anybody listening. */
import type { PhaseName, PromiseName } from '../../evidence/entry';
import type { Outcome } from '../../measure/endings';
import type { MarkName } from '../../measure/marks';
import type { Verdict } from '../../measure/verdict';

/** Instants are ISO 8601, by the drill's clock. */
export type Progress =
  | { type: 'begun'; scenario: string; feature: string; component: string | null; rtoSeconds: number | null; at: string }
  | { type: 'phase'; phase: PhaseName; at: string }
  | { type: 'mark'; mark: MarkName; at: string }
  | { type: 'promise'; promise: PromiseName; objectiveSeconds: number; from: MarkName; to: MarkName; at: string }
  | { type: 'tick'; at: string }
  | { type: 'ended'; outcome: Outcome; verdict: Verdict; reason: string; at: string };
