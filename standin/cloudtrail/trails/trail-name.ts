/** What a trail may be called: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html */
import { refusals } from '../refusals';

/** Takes ARNs of trails as well. Throws InvalidTrailNameException and CloudTrailARNInvalidException. */
export function checkTrailName(name: string): void {
  if (name.startsWith('arn:')) {
    if (!/^arn:aws:cloudtrail:[a-z0-9-]+:\d{12}:trail\/[\w.-]+$/.test(name)) throw refusals.badArn(name);
    return;
  }
  if (name.length < 3) throw refusals.badName(`Trail name too short. Minimum allowed length: 3 characters. Specified name length: ${name.length} characters.`);
  if (name.length > 128) throw refusals.badName(`Trail name too long. Maximum allowed length: 128 characters. Specified name length: ${name.length} characters.`);
  if (!/^[\w.-]+$/.test(name)) {
    throw refusals.badName('Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, periods (.), hyphens (-), and underscores (_).');
  }
  if (!/^[A-Za-z0-9]/.test(name)) throw refusals.badName('Trail name must starts with a letter or number.');
  if (!/[A-Za-z0-9]$/.test(name)) throw refusals.badName('Trail name must ends with a letter or number.');
  if (/[._-]{2}/.test(name)) throw refusals.badName('Trail name cannot have adjacent periods, underscores or dashes.');
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(name)) throw refusals.badName('Trail name cannot be in IP address format.');
}
