/** What is wrong with a policy that somebody wrote; each service refuses it with a code of its own. */

/** The part of the policy that is wrong, for services that have words of their own for it. */
export type PolicyPart = 'json' | 'syntax' | 'version' | 'sid' | 'effect' | 'principal' | 'action' | 'resource' | 'condition' | 'variable';

export class PolicyProblem extends Error {
  /** The message is in IAM's words. */
  constructor(
    readonly part: PolicyPart,
    message: string,
  ) {
    super(message);
    this.name = 'PolicyProblem';
  }
}
