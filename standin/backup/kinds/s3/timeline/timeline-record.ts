/** Puts on record what timelines hold, and has it back after the next start. */
import type { Journal } from '../../../../durable/journal';
import type { Version } from '../../../../s3/keys/version';
import type { Entry } from './entry';
import type { Span } from './span';

/** The bucket that a timeline is of. */
export interface Followed {
  name: string;
  incarnation: number;
}

const tables = { timelines: 'backup.s3.timelines', entries: 'backup.s3.entries', pins: 'backup.s3.pins', spans: 'backup.s3.spans' } as const;

/** No timeline's id and no version's id holds a NUL; an object's key may, and so comes last. */
const joint = '\0';

export class TimelineRecord {
  constructor(private readonly journal: Journal) {}

  /** What was on record when the journal was opened, each with the id of its timeline. */
  take(): { timelines: [string, Followed][]; entries: [string, Entry][]; pins: [string, string, number][]; spans: [string, string, Span][] } {
    const rows = this.journal.take<Omit<Entry, 'key'>>(tables.entries);
    return {
      timelines: [...this.journal.take<Followed>(tables.timelines)],
      entries: [...rows].map(([row, entry]) => {
        const [timeline = '', , , ...key] = row.split(joint);
        return [timeline, { ...entry, key: key.join(joint) }];
      }),
      pins: [...this.journal.take<{ timeline: string; at: number }>(tables.pins)].map(([holder, { timeline, at }]) => [timeline, holder, at]),
      spans: [...this.journal.take<{ timeline: string; span: Span }>(tables.spans)].map(([id, { timeline, span }]) => [timeline, id, span]),
    };
  }

  together(work: () => void): void {
    this.journal.together(work);
  }

  begun(timeline: string, followed: Followed): void {
    this.journal.put(tables.timelines, timeline, followed);
  }

  ended(timeline: string): void {
    this.journal.delete(tables.timelines, timeline);
  }

  kept(timeline: string, { key, ...entry }: Entry): void {
    if (this.journal.keeps) this.journal.put(tables.entries, rowOf(timeline, key, entry.version, entry.from), entry);
  }

  dropped(timeline: string, { key, version, from }: Entry): void {
    if (this.journal.keeps) this.journal.delete(tables.entries, rowOf(timeline, key, version, from));
  }

  pinned(timeline: string, holder: string, at: number): void {
    this.journal.put(tables.pins, holder, { timeline, at });
  }

  unpinned(holder: string): void {
    this.journal.delete(tables.pins, holder);
  }

  spanKept(timeline: string, id: string, span: Span): void {
    this.journal.put(tables.spans, id, { timeline, span });
  }

  spanDropped(id: string): void {
    this.journal.delete(tables.spans, id);
  }
}

function rowOf(timeline: string, key: string, { id }: Version, from: number): string {
  return [timeline, String(from), id, key].join(joint);
}
