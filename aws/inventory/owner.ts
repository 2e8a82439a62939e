/** Whose a resource of a drill is. */

/** The same owner always gets the same names, so that a repeated act meets what it made before. */
export interface Owner {
  plan: string;
  drill: string;
  seed: number;
  component: string;
}
