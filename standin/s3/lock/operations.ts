/** The operations of object lock, by name. */
import type { Operations } from '../../service';
import type { S3State } from '../state';
import { getObjectLockConfiguration, putObjectLockConfiguration } from './lock-configuration';
import { getObjectLegalHold, putObjectLegalHold } from './object-legal-hold';
import { getObjectRetention, putObjectRetention } from './object-retention';

export function lockOperations(state: S3State): Operations {
  return {
    PutObjectLockConfiguration: putObjectLockConfiguration(state),
    GetObjectLockConfiguration: getObjectLockConfiguration(state),
    PutObjectRetention: putObjectRetention(state),
    GetObjectRetention: getObjectRetention(state),
    PutObjectLegalHold: putObjectLegalHold(state),
    GetObjectLegalHold: getObjectLegalHold(state),
  };
}
