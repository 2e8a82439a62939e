/** How a run and its drills talk across threads: progress one way, the wish to stop the other. */
import { BroadcastChannel } from 'node:worker_threads';
import type { Progress } from './progress';

/** Progress of one drill, as whoever watches the run gets it. */
export interface DrillProgress {
  drill: string;
  event: Progress;
}

type Message = { progress: DrillProgress } | { stop: string };

export class RunChannel {
  readonly #channel: BroadcastChannel;
  readonly #listeners: ((message: Message) => void)[] = [];
  #stopping: string | undefined;

  /** Everybody who opens the channel of the same run folder hears the same. It keeps no process alive. */
  constructor(runFolder: string) {
    this.#channel = new BroadcastChannel(`muster ${runFolder}`);
    this.#channel.onmessage = (event) => {
      // Only this class posts to the channel, so a message has the type that #send takes.
      const message = (event as { data: Message }).data;
      for (const listener of this.#listeners) listener(message);
      this.#tellLatecomer(message);
    };
    this.#channel.unref();
  }

  report(progress: DrillProgress): void {
    this.#send({ progress });
  }

  /** Asks every drill of the run to stop. */
  stop(reason: string): void {
    this.#stopping = reason;
    this.#send({ stop: reason });
  }

  onProgress(listener: (progress: DrillProgress) => void): void {
    this.#listeners.push((message) => 'progress' in message && listener(message.progress));
  }

  onStop(listener: (reason: string) => void): void {
    this.#listeners.push((message) => 'stop' in message && listener(message.stop));
  }

  close(): void {
    this.#channel.close();
  }

  /** A drill that opened its channel after the wish to stop has not heard it. */
  #tellLatecomer(message: Message): void {
    if (this.#stopping !== undefined && 'progress' in message && message.progress.event.type === 'begun') this.#send({ stop: this.#stopping });
  }

  #send(message: Message): void {
    this.#channel.postMessage(message);
  }
}
