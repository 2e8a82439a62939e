/** The names that RDS gives and the names that it takes. */
import type { Chance } from '../chance';
import type { Whereabouts } from '../whereabouts';
import { refusals } from './refusals';

const digitsAndCapitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const digitsAndSmalls = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * An instance identifier as RDS keeps it, in lower case. Throws InvalidParameterValue.
 * Source: the CreateDBInstance reference; the wording is the one AWS's answers were seen with.
 */
export function instanceIdentifier(given: string | undefined, parameter = 'DBInstanceIdentifier'): string {
  if (!given) throw refusals.missing(parameter);
  return checked(given, parameter, 63).toLowerCase();
}

/** A manual snapshot's identifier, in lower case. Throws InvalidParameterValue. */
export function snapshotIdentifier(given: string | undefined, parameter = 'DBSnapshotIdentifier'): string {
  if (!given) throw refusals.missing(parameter);
  return checked(given, parameter, 255).toLowerCase();
}

function checked(given: string, parameter: string, longest: number): string {
  const valid = /^[a-zA-Z][a-zA-Z0-9-]*$/.test(given) && !given.endsWith('-') && !given.includes('--') && given.length <= longest;
  if (valid) return given;
  throw refusals.value(
    `The parameter ${parameter} is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, ` +
      'digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.',
  );
}

export function arnOf(where: Whereabouts, kind: 'db' | 'snapshot' | 'auto-backup' | 'pg' | 'subgrp' | 'og', name: string): string {
  return `arn:aws:rds:${where.region}:${where.accountId}:${kind}:${name}`;
}

/** A parameter group's name, in lower case. Throws InvalidParameterValue. */
export function groupName(given: string | undefined, parameter: string): string {
  if (!given) throw refusals.missing(parameter);
  return checked(given, parameter, 255).toLowerCase();
}

/** A subnet group's name, in lower case. Throws InvalidParameterValue. Source: the CreateDBSubnetGroup reference. */
export function subnetGroupName(given: string | undefined): string {
  if (!given) throw refusals.missing('DBSubnetGroupName');
  if (/^[a-zA-Z][\w .-]{0,254}$/.test(given) && given.toLowerCase() !== 'default') return given.toLowerCase();
  throw refusals.value(
    `The parameter DBSubnetGroupName is not a valid name: ${given}. It must begin with a letter, contain no more than 255 letters, digits, periods, underscores, spaces or hyphens, and must not be default.`,
  );
}

/** The identifier in an ARN of that kind, or the text itself when it is no ARN. */
export function nameIn(kind: 'db' | 'snapshot', text: string): string {
  const prefix = new RegExp(`^arn:aws[a-z-]*:rds:[^:]*:[^:]*:${kind}:`);
  return text.replace(prefix, '');
}

/** `db-` and 26 letters and digits; stays with an instance over renames. */
export function resourceId(chance: Chance, where: Whereabouts, made: number): string {
  return `db-${chance.letters(digitsAndCapitals, 26, 'rds', where.accountId, where.region, 'instance', made)}`;
}

export function automatedBackupArn(chance: Chance, where: Whereabouts, ofResource: string): string {
  return arnOf(where, 'auto-backup', `ab-${chance.letters(digitsAndSmalls, 32, 'rds', 'automated backup', ofResource)}`);
}

/** The name that clients connect to. Its middle part belongs to the account in the region, not to the instance. */
export function endpointName(chance: Chance, where: Whereabouts, identifier: string): string {
  const middle = chance.letters(digitsAndSmalls, 12, 'rds', 'endpoint', where.accountId, where.region);
  return `${identifier}.${middle}.${where.region}.rds.amazonaws.com`;
}
