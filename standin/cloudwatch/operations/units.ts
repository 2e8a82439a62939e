/** The units that CloudWatch knows. */
import { StandardUnit } from '@aws-sdk/client-cloudwatch';
import { invalidValue } from '../refusals';

const units: ReadonlySet<string> = new Set(Object.values(StandardUnit));

/** Throws AwsError for a unit that there is not. */
export function checkUnit(unit: string | undefined): void {
  if (unit !== undefined && !units.has(unit)) throw invalidValue(`The value ${unit} for parameter Unit is not supported.`);
}
