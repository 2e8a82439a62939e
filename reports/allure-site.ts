/** An Allure site from a run's Allure results, where there is a Java to make it with. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What came of it: where the site is, or null, and one line that says so. */
export interface AllureSite {
  folder: string | null;
  says: string;
}

/**
 * Turns `allure-results/` in the run's folder into a site in `allure-report/`, replacing one that is there. Without Java, or without
 * the package `allure-commandline`, nothing is made and the answer says why: neither is needed for a drill. `java` is its program.
 * Throws Error when Allure itself fails.
 */
export async function buildAllureSite(runFolder: string, java = 'java'): Promise<AllureSite> {
  const results = join(runFolder, 'allure-results');
  if (!existsSync(results)) return { folder: null, says: `There are no Allure results in ${runFolder}; write them with \`muster report\`.` };
  const program = allureProgram();
  if (!program) return { folder: null, says: `The Allure results are in ${results}; install allure-commandline to make a site of them.` };
  if ((await run(java, ['-version'])).code !== 0) return { folder: null, says: `The Allure results are in ${results}; there is no Java here, so no site was made of them.` };
  const folder = join(runFolder, 'allure-report');
  // Allure reports its use to its makers over the network unless this is set; a drill's report asks nobody.
  const { code, output } = await run('env', ['ALLURE_NO_ANALYTICS=1', program, 'generate', '--clean', '--output', folder, results]);
  if (code !== 0) throw new Error(`Allure could not make a site of ${results}; its results stand. It said: ${output.trim()}`);
  return { folder, says: `The Allure site is in ${folder}; look at it with: npx allure open ${folder}` };
}

/** The program of the package, where it is installed. */
function allureProgram(): string | undefined {
  try {
    return join(dirname(require.resolve('allure-commandline')), 'dist', 'bin', 'allure');
  } catch {
    return undefined;
  }
}

/** Runs a program to its end; one that cannot be started has code null. */
function run(program: string, parameters: readonly string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (text: Buffer): void => {
      output += text.toString();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', () => resolve({ code: null, output }));
    child.on('close', (code) => resolve({ code, output }));
  });
}
