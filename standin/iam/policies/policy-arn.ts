/** What the ARN of a managed policy says of it. */

/** Path and name: `/service-role/` and `AWSBackupServiceRolePolicyForBackup`. */
export function policyPart(arn: string): { path: string; name: string } {
  const [, path = '/', name = arn] = /:policy(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
  return { path, name };
}
