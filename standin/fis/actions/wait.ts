/** aws:fis:wait: nothing happens for a while. */
import type { ActionKind } from './kind';
import { duration, durationIn } from './lasting';

export const wait: ActionKind = {
  id: 'aws:fis:wait',
  description: 'Waits for a while.',
  parameters: { duration },
  targets: {},
  lasts: durationIn,
  begin: () => undefined,
  end: () => undefined,
};
