/** A schedule that cannot be read. */
export class ScheduleProblem extends Error {}
