/** The stand-in's own superuser in every server, as RDS has one that no customer can log in as. */
import { randomBytes } from 'node:crypto';

export const superuser = 'rdsadmin';

/** Of the servers that this process makes, unless they are kept; no part of anything that a client sees. */
export const superuserPassword = randomBytes(24).toString('base64url');
