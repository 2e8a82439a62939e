/** What judging one promise of the plan comes to. */
import type { MeasureEntry, VerdictEntry } from '../../evidence/entry';

/** One thing judged: its verdict, and the figures behind it where there are any. */
export interface JudgedPart {
  measure: MeasureEntry | undefined;
  verdict: VerdictEntry;
}
