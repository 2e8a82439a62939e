/** The parameters that AWS itself publishes: https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html */
import { notServed } from './refusals';

export function isPublic(name: string): boolean {
  return /^\/aws\/service(\/|$)/.test(name);
}

/** AWS's parameters are in no account. */
export function publicArn(region: string, name: string): string {
  return `arn:aws:ssm:${region}::parameter${name}`;
}

/** Throws NotImplemented for a parameter of AWS's own. */
export function checkNotPublic(name: string): void {
  if (isPublic(name)) throw notServed(`AWS's own parameters (${name})`);
}
