/** Members that several inputs have, held against the rules of the reference. */
import { invalidMember, invalidParameter, invalidRequest } from '../refusals';

/** The id of the version to be. SDKs and the CLI always send one. */
export function checkedToken(token: string | undefined): string {
  if (token === undefined) throw invalidRequest('You must provide a ClientRequestToken value. We recommend a UUID-type value.');
  if (token.length < 32) throw invalidMember('clientRequestToken', 'have length greater than or equal to 32');
  if (token.length > 64) throw invalidMember('clientRequestToken', 'have length less than or equal to 64');
  return token;
}

export function checkDescription(description: string = ''): void {
  if (description.length > 2048) throw invalidMember('description', 'have length less than or equal to 2048');
}

export function checkLabel(label: string): void {
  if (label.length < 1 || label.length > 256) throw invalidMember('versionStage', 'have length between 1 and 256');
}

/** How many items a page holds. */
export function pageSize(asked: number | undefined, most: number): number {
  if (asked !== undefined && asked < 1) throw invalidMember('maxResults', 'have value greater than or equal to 1');
  if (asked !== undefined && asked > most) throw invalidMember('maxResults', `have value less than or equal to ${most}`);
  return asked ?? most;
}

export function checkWindow(days: number | undefined, force: boolean | undefined): void {
  if (days !== undefined && force === true) throw invalidParameter("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
  if (days !== undefined && (days < 7 || days > 30)) throw invalidParameter('The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).');
}
