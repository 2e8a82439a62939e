/** The ways a drill can end before its verdict, named for what may be concluded from them. */

class Ending extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Nothing was touched: the drill was not allowed, or not able, to begin. */
export class Refused extends Ending {}

/** The drill could not be performed as written, so it says nothing about the plan. */
export class Compromised extends Ending {}

/** Something awaited did not happen by its deadline. */
export class TimedOut extends Ending {}

/** Somebody stopped the drill. */
export class Aborted extends Ending {}

/** How a drill ended. Only a `finished` one has a verdict that says something about the plan. */
export type Outcome = 'finished' | 'refused' | 'compromised' | 'aborted';
