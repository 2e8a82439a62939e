/** The master user of an instance: not a superuser, but the owner of its database, as on RDS. */
import { escapeIdentifier, escapeLiteral } from 'pg';
import type { PostgresCluster } from '../../planes/postgres/cluster';
import { superuser } from '../../planes/postgres/superuser';
import { refusals } from '../refusals';

/** A master user's name. Throws InvalidParameterValue. Source: the CreateDBInstance reference. */
export function masterUsername(given: string | undefined): string {
  if (!given) throw refusals.missing('MasterUsername');
  if (!/^[a-zA-Z][a-zA-Z0-9_]{0,62}$/.test(given)) {
    throw refusals.value('The parameter MasterUsername must begin with a letter and contain 1 to 63 letters, digits or underscores.');
  }
  if ([superuser, 'rds_superuser', 'postgres_fdw', 'admin', 'public'].includes(given.toLowerCase()) || /^pg_/i.test(given)) {
    throw refusals.value(`MasterUsername ${given} cannot be used as it is a reserved word used by the engine`);
  }
  return given;
}

/** A master password. Throws InvalidParameterValue. Source: the CreateDBInstance reference, for PostgreSQL. */
export function masterPassword(given: string | undefined): string {
  if (!given) throw refusals.missing('MasterUserPassword');
  if (given.length < 8 || given.length > 128) {
    throw refusals.value('The parameter MasterUserPassword is not a valid password because it is not between 8 and 128 characters long.');
  }
  if (!/^[\x20-\x7e]+$/.test(given) || /[/"@]/.test(given)) {
    throw refusals.value(`The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', '"' may be used.`);
  }
  return given;
}

/** A database's name. Throws InvalidParameterValue. */
export function databaseName(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const taken = ['postgres', 'template0', 'template1', superuser].includes(given.toLowerCase());
  if (taken || !/^[a-zA-Z][a-zA-Z0-9_]{0,62}$/.test(given)) {
    throw refusals.value('DBName must begin with a letter, contain 1 to 63 letters, digits or underscores, and be no reserved word.');
  }
  return given;
}

/** Makes the user and its database in a fresh cluster. */
export async function makeMasterUser(cluster: PostgresCluster, user: { name: string; password: string; database?: string }): Promise<void> {
  const name = escapeIdentifier(user.name);
  await cluster.query('create role rds_superuser nologin createdb createrole');
  await cluster.query('grant pg_monitor, pg_signal_backend, pg_checkpoint to rds_superuser with admin option');
  await cluster.query(`create role ${name} login createdb createrole in role rds_superuser password ${escapeLiteral(user.password)}`);
  await cluster.query(`alter database postgres owner to ${name}`);
  if (user.database) await cluster.query(`create database ${escapeIdentifier(user.database)} owner ${name}`);
}

export async function changeMasterPassword(cluster: PostgresCluster, name: string, password: string): Promise<void> {
  await cluster.query(`alter role ${escapeIdentifier(name)} password ${escapeLiteral(password)}`);
}
