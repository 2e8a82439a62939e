/** What a snapshot says of itself. */
import { refusals } from '../refusals';

/** Throws InvalidParameterValue for more than 255 characters; the wording is assumed. */
export function describedAs(description = ''): string {
  if (description.length > 255) throw refusals.value('Value for parameter description is invalid. It may have up to 255 characters.');
  return description;
}
