/** Waiting for Lambda: what was created, changed or published takes calls and further changes only when it says so. */
import { Duration } from '../../time/duration';
import { lookUntil } from '../../time/look-until';
import type { Services } from '../services';
import type { FunctionState } from './lambda';

const every = Duration.seconds(2);
/** Lambda promises nothing; without a network of its own a function takes seconds. */
const within = Duration.minutes(5);

/** Answers once it is active and its last update is done. Throws Error when that fails or does not come. https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html */
export async function whenReady(services: Services, { region, name }: { region: string; name: string }, qualifier = '$LATEST'): Promise<FunctionState> {
  const lambda = services.lambda(region);
  let last = 'never seen';
  const late = () => new Error(`version ${qualifier} of ${name} is still ${last} after ${within.inWords()}`);
  return lookUntil(services.clock, { every, deadline: services.clock.now().plus(within), late }, async () => {
    const found = await lambda.find(name, qualifier);
    if (!found) return undefined;
    last = `${found.state}, ${found.lastUpdate}`;
    if (found.state === 'Failed' || found.lastUpdate === 'Failed') throw new Error(`version ${qualifier} of ${name} is ${last}`);
    return found.state === 'Active' && found.lastUpdate !== 'InProgress' ? found : undefined;
  });
}
