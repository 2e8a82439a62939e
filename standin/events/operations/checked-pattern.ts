/** Event patterns, as EventBridge takes them in. */
import { AwsError } from '../../aws-error';
import { Pattern } from '../../patterns/pattern';
import { PatternProblem } from '../../patterns/pattern-problem';
import { validation } from '../refusals';

/** Throws `InvalidEventPatternException`. */
export function checkedPattern(text: string): Pattern {
  if (Buffer.byteLength(text) > 4_096) throw validation('EventPattern is longer than 4096 characters.');
  try {
    return Pattern.parse(text);
  } catch (error) {
    throw error instanceof PatternProblem ? new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${error.message}`) : error;
  }
}
