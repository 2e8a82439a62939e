/** What is wrong with a pattern; each service words the refusal its own way. */
export class PatternProblem extends Error {}
