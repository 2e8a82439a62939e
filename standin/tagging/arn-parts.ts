/** What an ARN says of its resource, as far as the tagging API asks. */
import { refusals } from './refusals';

export interface ArnParts {
  service: string;
  /** Empty for what belongs to no region. */
  region: string;
  /** Empty for what belongs to no account by its name. */
  accountId: string;
  /** Undefined where the ARN names none. */
  type?: string;
}

/** Throws InvalidParameterException for what is no ARN. */
export function arnParts(arn: string): ArnParts {
  const [, service, region, accountId, rest] = /^arn:aws:([a-z0-9-]+):([a-z0-9-]*):(\d{12}|):(.+)$/s.exec(arn) ?? [];
  if (service === undefined || region === undefined || accountId === undefined || rest === undefined) throw refusals.notAnArn(arn);
  const [, type] = /^([a-z0-9-]+)[/:]./.exec(rest) ?? [];
  return { service, region, accountId, ...(type !== undefined && { type }) };
}
