/** The last words of a run on the terminal: each drill's verdict, and where the report is. */
import type { ClosedDrill } from '../drill/run/close-run';

const signs: Readonly<Record<ClosedDrill['verdict'], string>> = { met: '✓', unproven: '?', missed: '✗' };

export function summary(drills: readonly ClosedDrill[], page: string): string {
  const lines = drills.flatMap(({ scenario, outcome, verdict, reason }) => {
    const how = outcome === 'finished' ? verdict : outcome;
    const head = `${outcome === 'finished' ? signs[verdict] : '!'} ${how}  ${scenario}`;
    return reason ? [head, `    ${reason}`] : [head];
  });
  return ['', ...lines, '', `REHEARSAL on the stand-in: durations are modelled. Report: ${page}`].join('\n');
}
