/** Every duration can be read, and is longer than nothing. */
import { readDuration } from '../read-duration';
import type { BackupDocument, ClassDocument, ComponentDocument } from '../document';
import type { FindProblems, PlanProblem } from './problem';

type Place = readonly [path: PlanProblem['path'], text: string | undefined];

export const durationProblems: FindProblems = ({ classes, components }) => {
  const places = [...Object.entries(classes).flatMap(inClass), ...Object.entries(components).flatMap(inComponent)];
  return places.flatMap(([path, text]): PlanProblem[] => {
    const message = text === undefined ? undefined : wrongWith(text);
    return message === undefined ? [] : [{ path, message }];
  });
};

function inClass([name, dataClass]: [string, ClassDocument]): Place[] {
  const usual = (['rto', 'rpo', 'retention'] as const).map((member): Place => [['classes', name, member], dataClass[member]]);
  return [...usual, ...(['rto', 'rpo'] as const).map((member): Place => [['classes', name, 'regionLost', member], dataClass.regionLost?.[member]])];
}

function inComponent([name, component]: [string, ComponentDocument]): Place[] {
  const at = (...path: string[]): PlanProblem['path'] => ['components', name, ...path];
  if (component.kind === 'function') return [[at('timeout'), component.timeout]];
  if (component.kind === 'server') return backupPlaces(at, component.backup);
  const replica: Place = [at('replica', 'stopNoticedWithin'), component.replica?.stopNoticedWithin];
  if (component.kind === 'database') {
    return [replica, ...backupPlaces(at, component.backup)];
  }
  return [
    replica,
    [at('archive', 'after'), component.archive?.after],
    [at('archive', 'readableWithin'), component.archive?.readableWithin],
    [at('lock', 'for'), component.lock?.for],
  ];
}

function backupPlaces(at: (...path: string[]) => PlanProblem['path'], backup: BackupDocument | undefined): Place[] {
  return [[at('backup', 'keepFor'), backup?.keepFor], [at('backup', 'copy', 'keepFor'), backup?.copy?.keepFor]];
}

function wrongWith(text: string): string | undefined {
  try {
    return readDuration(text).milliseconds > 0 ? undefined : `"${text}" is no time at all, which nothing can be held to; promise something longer`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
