/** What the terminal shows while drills run: a live line per scenario, or plain lines where nobody can see a live one. */
import { cursorTo, moveCursor, clearScreenDown } from 'node:readline';
import { readEnvironment } from '../aws/target';
import type { DrillProgress, RunChannel } from '../drill/run/run-channel';
import { DrillLine } from './drill-line';

/** In a pipe there is never a longer silence than this, in milliseconds. */
const longestSilence = 15_000;
/** How often a live line is drawn at most, in milliseconds. */
const frame = 100;

export interface Timeline {
  close(): void;
}

export function openTimeline(channel: RunChannel, { scenarios, quiet }: { scenarios: number; quiet: boolean }): Timeline {
  if (quiet) return { close: () => undefined };
  const live = process.stdout.isTTY && !readEnvironment().ci;
  console.log(`${scenarios} ${scenarios === 1 ? 'drill' : 'drills'} on the stand-in: a REHEARSAL, its durations are modelled.`);
  return live ? liveTimeline(channel) : plainTimeline(channel);
}

/** Applies progress to the line of its drill, which it makes when need be. */
function follow(lines: Map<string, DrillLine>, { drill, event }: DrillProgress): DrillLine {
  const line = lines.get(drill) ?? new DrillLine(drill);
  lines.set(drill, line);
  line.apply(event);
  return line;
}

function liveTimeline(channel: RunChannel): Timeline {
  const lines = new Map<string, DrillLine>();
  let drawn = 0;
  let stale = true;
  const draw = (): void => {
    if (!stale) return;
    stale = false;
    const { stdout } = process;
    if (drawn > 0) moveCursor(stdout, 0, -drawn);
    cursorTo(stdout, 0);
    clearScreenDown(stdout);
    const shown = [...lines.values()].map((line) => line.text.slice(0, (stdout.columns || 80) - 1));
    stdout.write(shown.map((text) => `${text}\n`).join(''));
    drawn = shown.length;
  };
  channel.onProgress((progress) => {
    follow(lines, progress);
    stale = true;
  });
  const timer = setInterval(draw, frame);
  return {
    close: () => {
      clearInterval(timer);
      draw();
    },
  };
}

function plainTimeline(channel: RunChannel): Timeline {
  const lines = new Map<string, DrillLine>();
  let last: DrillLine | undefined;
  let said = '';
  const say = (text: string): void => {
    console.log(text);
    said = text;
    heartbeat.refresh();
  };
  const heartbeat = setInterval(() => say(last ? last.text : 'Starting.'), longestSilence);
  channel.onProgress((progress) => {
    last = follow(lines, progress);
    // Several steps of a runbook can lie in one phase; that the drill is in it is said once.
    if (progress.event.type !== 'tick' && last.text !== said) say(last.text);
  });
  return { close: () => clearInterval(heartbeat) };
}
