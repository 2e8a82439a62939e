/** What a drill was judged by that is a time: its two recovery objectives, or what else the plan promises. */
import type { MeasuredObjective, MeasureName, ReportedDrill } from '../model';

export interface Figure {
  about: MeasureName;
  /** For a heading, or the beginning of a sentence. */
  name: string;
  measured: MeasuredObjective;
}

const names: Readonly<Record<MeasureName, string>> = {
  rto: 'Time to recover',
  rpo: 'Data lost',
  retrieval: 'Retrieval from the archive',
  notice: 'Notice of a stopped replication',
};

/** In the order in which they are told; none for a drill that was judged by its checks alone. */
export function figuresOf({ rto, rpo, promises }: ReportedDrill): Figure[] {
  const objectives = [['rto', rto], ['rpo', rpo]] as const;
  return [
    ...objectives.flatMap(([about, measured]) => (measured ? [{ about, name: names[about], measured }] : [])),
    ...promises.map((measured) => ({ about: measured.promise, name: names[measured.promise], measured })),
  ];
}
