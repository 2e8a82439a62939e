/** What public suites for S3-compatible servers ask and what of it passes, with the reason for each test that does not. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Difference {
  reason: string;
  /** Whether AWS documents it or was seen to answer so; otherwise it is how we read what there is. */
  verified: boolean;
  tests: readonly string[];
}

export interface Area {
  area: string;
  asked: number;
  passed: number;
  differences: readonly Difference[];
}

export interface Suite {
  suite: string;
  /** The commit of it that was run. */
  revision: string;
  how: string;
  /** What was not asked, and why. */
  leftOut: Readonly<Record<string, string>>;
  areas: readonly Area[];
}

/** The results of the last runs, which are kept by hand: the suites are not a part of this repository. */
export function readConformance(): readonly Suite[] {
  // The file is ours, and a test holds its sums.
  return (JSON.parse(readFileSync(join(__dirname, 'suites.json'), 'utf8')) as { suites: Suite[] }).suites;
}

/** The section of the page, as lines of Markdown. */
export function conformanceSection(suites: readonly Suite[]): string[] {
  return [
    '## What public suites say of its S3',
    '',
    'Suites that others wrote for S3-compatible servers, run beside the repository against `muster standin`. What does not pass is listed with',
    'the reason; where a suite and AWS differ, AWS wins. *Documented* is what AWS says or was seen to answer; *our reading* has no such proof.',
    '',
    ...suites.flatMap(suiteLines),
  ];
}

function suiteLines({ suite, revision, how, leftOut, areas }: Suite): string[] {
  const asked = areas.reduce((sum, area) => sum + area.asked, 0);
  const passed = areas.reduce((sum, area) => sum + area.passed, 0);
  return [
    `### ${suite} (${revision}): ${passed} of ${asked} pass`,
    '',
    how,
    '',
    ...Object.entries(leftOut).map(([what, why]) => `- Not asked: ${what}: ${why}.`),
    ...(Object.keys(leftOut).length > 0 ? [''] : []),
    '| area | asked | pass | |',
    '|---|---|---|---|',
    ...areas.map(({ area, asked: all, passed: good }) => `| ${area} | ${all} | ${good} | ${Math.floor((good / all) * 100)} % |`),
    '',
    ...areas.flatMap(({ area, differences }) => differences.map((difference) => differenceLine(area, difference))),
    '',
  ];
}

function differenceLine(area: string, { reason, verified, tests }: Difference): string {
  return `- ${area}, ${verified ? 'documented' : 'our reading'}: ${reason} ${tests.map((test) => `\`${test}\``).join(' ')}`;
}
