/** Writes a call as the AWS CLI command that does the same, for the person who reads the ledger. */
import type { Json } from '../../evidence/entry';

/** The service's name in the AWS CLI, where it differs from ours. */
const cliNames: Readonly<Record<string, string>> = { s3: 's3api' };

/** `input` is redacted already. Nested values are given as JSON, which the CLI takes anywhere. */
export function cliCommand(service: string, operation: string, region: string, input: Readonly<Record<string, Json>>): string {
  const options = Object.entries(input).map(([name, value]) => {
    const flag = kebab(name);
    if (value === true) return `--${flag}`;
    if (value === false) return `--no-${flag}`;
    return `--${flag} ${quoted(typeof value === 'object' ? JSON.stringify(value) : String(value))}`;
  });
  return ['aws', cliNames[service] ?? service, kebab(operation), '--region', region, ...options].join(' ');
}

/** `DBInstanceIdentifier` → `db-instance-identifier`. */
function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}

function quoted(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
