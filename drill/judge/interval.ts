/** How a measured interval is put into a ledger and into words. */
import type { DurationInterval } from '../../measure/recovery';

/** Null is a bound that is not known. */
export function seconds(interval: DurationInterval | undefined): { notBeforeSeconds: number | null; notAfterSeconds: number | null } {
  return { notBeforeSeconds: interval?.notBefore.seconds ?? null, notAfterSeconds: interval?.notAfter?.seconds ?? null };
}

export function inWords({ notBefore, notAfter }: DurationInterval): string {
  if (!notAfter) return `at least ${notBefore.inWords()}`;
  return notBefore.compare(notAfter) === 0 ? notAfter.inWords() : `between ${notBefore.inWords()} and ${notAfter.inWords()}`;
}
