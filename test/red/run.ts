/** Runs the drills that must end red, and fails when one of them does not: a checker that has only ever been green is no evidence. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { muster } from '../command/muster';

/** How a red drill may end, by its `@ends:` tag, and the exit code that says so. */
const endings = { missed: 1, compromised: 3, unproven: 2 } as const;

type End = keyof typeof endings;

interface Scenario {
  name: string;
  outcome: string;
  verdict: string;
}

void main();

async function main(): Promise<void> {
  const out = mkdtempSync(join(tmpdir(), 'muster-red-'));
  let [passed, failed] = [0, 0];
  try {
    for (const end of Object.keys(endings) as End[]) {
      const problems = await problemsOf(end, out);
      passed += problems.passed;
      failed += problems.failed;
    }
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

async function problemsOf(end: End, out: string): Promise<{ passed: number; failed: number }> {
  const { code, stdout, stderr } = await muster(['drill', 'features/red', '--tags', `@ends:${end}`, '--json', '--out', out]);
  // drill.json, whose form is pinned by its schema; a command that failed prints none.
  const scenarios = stdout ? (JSON.parse(stdout) as { scenarios: Scenario[] }).scenarios : [];
  const wrong = scenarios.filter(({ outcome, verdict }) => (outcome === 'finished' ? verdict : outcome) !== end);
  for (const { name, outcome, verdict } of scenarios) {
    console.log(`${wrong.some((one) => one.name === name) ? '✖' : '✔'} ${name}: ${outcome === 'finished' ? verdict : outcome}, wanted ${end}`);
  }
  const rightCode = code === endings[end];
  console.log(`${rightCode ? '✔' : '✖'} exit code ${code}, wanted ${endings[end]}`);
  if (!rightCode) console.error(stderr);
  return { passed: scenarios.length - wrong.length + (rightCode ? 1 : 0), failed: wrong.length + (rightCode && scenarios.length > 0 ? 0 : 1) };
}
