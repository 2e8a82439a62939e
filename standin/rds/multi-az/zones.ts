/** The two zones of a Multi-AZ instance. */
import type { Chance } from '../../chance';
import type { Settings } from '../instance';

/** A zone for the standby: another one than the primary's, drawn. */
export function drawSecondaryZone(chance: Chance, zones: readonly string[], resourceId: string, zone: string): string {
  const others = zones.filter((one) => one !== zone);
  return others[Math.floor(chance.fraction('rds', 'secondary zone', resourceId) * others.length)] ?? zone;
}

/** After a failover the standby's zone is the primary's, at once; RDS itself may show that some minutes late. */
export function swapZones(settings: Settings): void {
  if (settings.secondaryZone === undefined) return;
  [settings.zone, settings.secondaryZone] = [settings.secondaryZone, settings.zone];
}
