/** What a drill knows of the scenario that it performs. */

export interface Runbook {
  /** Names the drill within its run. */
  drill: string;
  scenario: string;
  /** Path inside the book, with `/`. */
  feature: string;
  line: number;
  /** The scenario class: the folder of the book. */
  class: string;
  /** Digest of the feature's text. */
  digest: string;
  /** Names in quotes in its steps, in order: those that the plan knows are its components. */
  components: readonly string[];
  /** True when a protection of the plan is drilled and not a recovery: RTO and RPO are then not judged. */
  protection: boolean;
  /** True when it is about a region that is lost: the plan's objectives for that hold. */
  regionLost: boolean;
  /** Misbehaviour asked of the stand-in by `@mischief:` tags. */
  mischief: readonly string[];
}
