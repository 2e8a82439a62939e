/** How much of AWS the stand-in serves, as data and as the page COVERAGE.md. */
import { knownServices, serviceModel } from '../protocol/model';
import type { Service } from '../service';
import { conformanceSection, type Suite } from './conformance';

export interface ServiceCoverage {
  /** Names of the operations that are served, in alphabetical order. */
  served: string[];
  /** How many the service has; what is not served answers 501. */
  known: number;
}

export type Coverage = Record<string, ServiceCoverage>;

/** What `services` serve of everything that is known. Loads every service's shapes. */
export function coverageOf(services: ReadonlyMap<string, Service>): Coverage {
  return Object.fromEntries(
    knownServices.map((name) => [
      name,
      { served: Object.keys(services.get(name)?.operations ?? {}).sort(), known: serviceModel(name)?.operations.size ?? 0 },
    ]),
  );
}

/** The page as Markdown. */
export function coveragePage(coverage: Coverage, suites: readonly Suite[]): string {
  const rows = Object.entries(coverage).map(
    ([name, { served, known }]) => `| ${name} | ${served.length} of ${known} | ${served.length > 0 ? served.map((operation) => `\`${operation}\``).join(' ') : '–'} |`,
  );
  return [
    '# What the stand-in serves',
    '',
    'Generated from the services themselves by `npm run coverage`. An operation that is not listed answers HTTP 501,',
    "code `NotImplemented`, in the form of its service's own protocol, with its name.",
    '',
    '| service | operations | served |',
    '|---|---|---|',
    ...rows,
    '',
    ...conformanceSection(suites),
  ].join('\n');
}
