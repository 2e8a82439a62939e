/** An event that was left for a function, while it waits, and where the settings that hold for it are kept. */
import type { Instant } from '../../../time/instant';

export interface LeftEvent {
  /** The function's, with the qualifier that it was called by. */
  arn: string;
  /** JSON. */
  event: string;
  requestId: string;
}

export interface WaitingEvent extends LeftEvent {
  since: Instant;
  /** How often the function was run for it. */
  tries: number;
  /** How often it was put off because the function was throttled. */
  throttled: number;
}

/** Where the settings for events of a function or qualifier are kept. */
export function configKey(arn: string): string {
  const qualified = arn.split(':').length > 7;
  return qualified ? arn : `${arn}:$LATEST`;
}
