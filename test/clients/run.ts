/** Calls the stand-in over HTTP with the AWS CLI, boto3, rclone and whatever else is there, for everything it serves: `npm run test:clients`. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { startStandin } from '../../standin/index';

// The verdict is said by now; a connection that is left open must not hold up whoever waits for it.
void main().then((code) => process.exit(code));

async function main(): Promise<number> {
  const scratch = mkdtempSync(join(tmpdir(), 'muster-clients-'));
  const standin = await startStandin({ seed: 'clients', onFault: (error, operation) => console.error(`fault in ${operation}:`, error) });
  try {
    const { endpoint } = await standin.listen();
    return await runPython(pythonWithClients(scratch), endpoint);
  } finally {
    await standin.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A directory whose `python3` has boto3 and whose `aws` is the AWS CLI; the machine's own where it has both. */
function pythonWithClients(scratch: string): string {
  const works = (command: string, words: string[]): boolean => {
    try {
      execFileSync(command, words, { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  };
  if (works('python3', ['-c', 'import boto3, awscrt']) && works('aws', ['--version'])) return '';
  console.log('installing the AWS CLI and boto3 for this run');
  execFileSync('python3', ['-m', 'venv', join(scratch, 'venv')], { stdio: 'inherit' });
  const programs = join(scratch, 'venv', 'bin');
  execFileSync(join(programs, 'pip'), ['install', '--quiet', 'awscli', 'boto3[crt]'], { stdio: 'inherit' });
  return programs;
}

function runPython(programs: string, endpoint: string): Promise<number> {
  const environment = {
    ...process.env,
    PATH: [programs, process.env.PATH].filter(Boolean).join(delimiter),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'muster',
    AWS_SECRET_ACCESS_KEY: 'muster',
    AWS_DEFAULT_REGION: 'eu-central-1',
    AWS_MAX_ATTEMPTS: '1',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_PAGER: '',
    PYTHONDONTWRITEBYTECODE: '1',
  };
  return new Promise((resolve, reject) => {
    const child = spawn('python3', [join(__dirname, 'suite.py'), ...process.argv.slice(2)], { env: environment, stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
