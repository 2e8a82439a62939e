/** With which metadata a test restores: https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html */
import { Instant } from '../../../time/instant';
import type { ResourceKind } from '../kinds/kind';
import type { RecoveryPoint } from '../points/recovery-point';
import type { Eligible } from './eligible-points';

type Metadata = Readonly<Record<string, string>>;

/** What is overridden takes the place of what is inferred; letters' case makes no other key. */
export function overridden(kind: ResourceKind, point: RecoveryPoint, { inferred, overrides }: { inferred: Metadata; overrides: Metadata }): Metadata {
  const known = [...Object.keys(inferred), ...Object.keys(kind.restoreMetadata(point))];
  const merged: Record<string, string> = { ...inferred };
  for (const [key, value] of Object.entries(overrides)) merged[known.find((one) => one.toLowerCase() === key.toLowerCase()) ?? key] = value;
  return merged;
}

/** To when a continuous recovery point is restored: as late as can be, or to any second; empty for others. */
export function momentIn({ window }: Eligible, draw: number | undefined): Metadata {
  if (!window) return {};
  const { from, to } = window;
  const span = to.since(from).milliseconds;
  const at = draw === undefined ? to : Instant.ofEpochMilliseconds(from.epochMilliseconds + draw * span);
  // A whole second may lie before the first instant that can be restored.
  return { RestoreTime: Instant.latest(at.toWholeSecond(), from).toString() };
}
