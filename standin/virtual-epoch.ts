/** Where every world's time begins, the same on every machine and every day. */
import { Instant } from '../time/instant';

export const virtualEpoch = Instant.parse('2026-01-05T00:00:00Z');
